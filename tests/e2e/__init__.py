"""End to end: the real program in a subprocess, on a desktop of its own."""
