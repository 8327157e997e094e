"""Packs: versioned data that says what is demanded of a credential, one framework each. See docs/packs.md."""
