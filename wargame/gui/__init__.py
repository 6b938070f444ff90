"""The window: views that observe `wargame.app` and hold no fact of the game."""
