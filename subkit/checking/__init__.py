"""The audit of a caption file: every rule, where it is broken, by how much, and whether that could have been avoided."""
