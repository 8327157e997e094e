"""What would settle a finding, as edits of plain data. Only documents with something to say about ever need it."""
