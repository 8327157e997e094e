"""What a repository of badges needs to be checked: configuration, hook and pipeline, written once and never overwritten."""
