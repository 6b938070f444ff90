"""Maps on paper: handouts, posters, blank exercise maps; as PNG, SVG, PDF or on a printer."""
