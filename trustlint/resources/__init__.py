"""Where keys, status lists and other things at addresses come from: files that were given, a recorded cache, the network."""
