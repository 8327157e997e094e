"""Rules that data cannot say, written against the same context as every check. Packs name them by ``program``."""
