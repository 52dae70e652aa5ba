"""Whisul Desktop: make, follow, play and keep songs with the Whisul API."""

__version__ = "0.1.0"
