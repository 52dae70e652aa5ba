"""Which prompts are refused before anything is sent (fault 9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.prompts import MAX_CHARACTERS, PromptProblem, prompt_problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", PromptProblem.EMPTY),
        (" \t\r\n\u00a0\u3000", PromptProblem.EMPTY),
        ("\u200b\ufeff\u2060", PromptProblem.EMPTY),
        ("a" * 1_000_000, PromptProblem.TOO_LONG),
        ("a" * (MAX_CHARACTERS + 1), PromptProblem.TOO_LONG),
        ("a\0b", PromptProblem.NUL),
        ("a\ud83cb", PromptProblem.BAD_TEXT),
        ("\udfb5", PromptProblem.BAD_TEXT),
        ("a" * MAX_CHARACTERS, None),
        ("a trap song", None),
        ("🎵", None),
        ("Песня\nо дожде", None),
        ("אבג <b>&amp;", None),
    ],
)
def test_problem(text: str, problem: PromptProblem | None) -> None:
    assert prompt_problem(text) is problem


@given(st.text(st.characters(codec=None), max_size=50))
def test_what_passes_can_be_sent(text: str) -> None:
    if prompt_problem(text) is None:
        assert text.strip()
        assert "\0" not in text
        assert len(text.encode("utf-8")) <= 4 * MAX_CHARACTERS
