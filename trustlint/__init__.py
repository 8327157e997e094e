"""trustlint: linter and rubric checker for Open Badges and micro-credentials."""

__version__ = "0.1.0"
