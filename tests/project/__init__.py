"""What the project is to those outside of its code: documents, hooks, packaging, house rules."""
