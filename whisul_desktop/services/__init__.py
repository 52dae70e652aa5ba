"""What a person can do: one file per use case, no Qt."""
