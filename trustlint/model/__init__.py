"""Frozen values that every layer speaks: places, outcomes, findings and the Report. Standard library only."""
