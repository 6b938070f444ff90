"""The append-only SQLite record of a session: it knows files, events and digests, not the game."""
