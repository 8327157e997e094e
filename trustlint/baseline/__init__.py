"""Baselines: the problems that were there when trustlint was adopted, so that a run fails only on what is new."""
