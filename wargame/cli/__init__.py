"""The command line: a thin face on the app, and the way into the window."""
