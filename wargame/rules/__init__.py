"""What this game believes: one family of rules a file, each rule with its citation."""
