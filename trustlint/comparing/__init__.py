"""Is everything preserved? Two documents, or two folders of them, compared field by field."""
