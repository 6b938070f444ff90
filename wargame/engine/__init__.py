"""A turn-based machine that knows no country: state, draws, rules, ledger, sequence. NumPy only."""
