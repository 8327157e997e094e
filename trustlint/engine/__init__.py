"""Plan, run and judge: documents and packs in, a Report out."""
