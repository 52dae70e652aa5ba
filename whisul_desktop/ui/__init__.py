"""What it looks like: with app.py the only home of PySide6."""
