"""Options on the left, inspector on the right, turn track at the foot."""
