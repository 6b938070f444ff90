"""The facilitator's paperwork: injects, clock, seats, evaluation, reports; no state, no window."""
