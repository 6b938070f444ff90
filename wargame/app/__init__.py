"""What a window or the command line shows: sessions, forecasts and explanations, without Qt."""
