"""Bytes on disk: the only home of mutagen."""
