"""From Open Badges 2.0 to Open Badges 3.0, with a list of what becomes of everything."""
