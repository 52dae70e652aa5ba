"""What must never happen, tried so often that it would: `python -m tests.hardening`."""
