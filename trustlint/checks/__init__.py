"""The check vocabulary: a closed set of parameterised tests that packs compose into rules. See docs/reference/checks.md."""
