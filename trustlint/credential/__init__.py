"""What a document is (Kind), and one set of field names over Open Badges 2.0, Open Badges 3.0 and CLR 2.0 (Credential view)."""
