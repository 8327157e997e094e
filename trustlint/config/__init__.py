"""Configuration: which file holds, what it may say, and the options that it makes together with the command line."""
