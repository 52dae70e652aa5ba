"""What renders the demo's songs and covers; run by resources/demo/make.py, never by the app."""
