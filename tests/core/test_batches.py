"""Many prompts out of lines: every line is used or pointed out, in order, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.batches import Batch, Refused, Repeated, lines_of, read_batch
from whisul_desktop.core.prompts import MAX_CHARACTERS, PromptProblem, prompt_problem

ANY_TEXT = st.text(st.characters(codec=None) | st.sampled_from("\r\n\0 ab"), max_size=60)


@pytest.mark.parametrize(
    ("text", "batch"),
    [
        ("", Batch()),
        ("\n", Batch(blank=(1,))),
        ("a\nb", Batch(("a", "b"))),
        ("a\nb\n", Batch(("a", "b"))),
        ("a\r\nb\rc", Batch(("a", "b", "c"))),
        ("  a \n\n\t\n\u200b\nb", Batch(("a", "b"), blank=(2, 3, 4))),
        ("b\na\n b\na  x\na x\nb", Batch(("b", "a", "a  x"), repeated=(
            Repeated(3, 1), Repeated(5, 4), Repeated(6, 1)))),
        ("A\na", Batch(("A", "a"))),
        ("a\nx\0y\nb\nx\0y", Batch(("a", "b"), refused=(
            Refused(2, PromptProblem.NUL, "x\0y"), Refused(4, PromptProblem.NUL, "x\0y")))),
        ("\ud800\nb", Batch(("b",), refused=(Refused(1, PromptProblem.BAD_TEXT, "\ud800"),))),
    ],
)  # fmt: skip
def test_lines(text: str, batch: Batch) -> None:
    assert read_batch(text) == batch


def test_a_prompt_may_be_as_long_as_alone_and_no_longer() -> None:
    batch = read_batch("a" * MAX_CHARACTERS + "\n" + "b" * (MAX_CHARACTERS + 1) + "\nc")
    assert batch.prompts == ("a" * MAX_CHARACTERS, "c")
    assert [(one.line, one.problem) for one in batch.refused] == [(2, PromptProblem.TOO_LONG)]


def test_repeated_lines_are_kept_in_their_places_where_wanted() -> None:
    batch = read_batch("a\nb\n a", keep_repeated=True)
    assert batch.prompts == ("a", "b", "a")
    assert batch.repeated == (Repeated(3, 1),)


@given(ANY_TEXT, st.booleans())
def test_every_line_is_used_or_pointed_out(text: str, keep: bool) -> None:
    batch = read_batch(text, keep_repeated=keep)
    lines = lines_of(text)
    left_out = {*batch.blank, *(one.line for one in batch.refused)}
    if not keep:
        left_out |= {one.line for one in batch.repeated}
    used = [line.strip() for number, line in enumerate(lines, 1) if number not in left_out]
    assert list(batch.prompts) == used
    assert all(prompt_problem(prompt) is None for prompt in batch.prompts)
    for number in batch.blank:
        assert prompt_problem(lines[number - 1].strip()) is PromptProblem.EMPTY
    for one in batch.refused:
        assert lines[one.line - 1].strip() == one.text
    for one in batch.repeated:
        assert one.first < one.line
        assert lines[one.first - 1].split() == lines[one.line - 1].split()
