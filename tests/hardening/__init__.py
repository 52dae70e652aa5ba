"""What must never happen, tried so often that it would: `python -m tests.hardening`."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
