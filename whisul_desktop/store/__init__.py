"""What it remembers: the only home of sqlite3 and keyring."""
