"""``trustlint fix``: edits of the text itself, and the second check that holds them to their promise."""
