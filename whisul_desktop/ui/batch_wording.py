"""What is wrong with the lines of a batch and the files they come from, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from whisul_desktop.core.batches import MAX_TEXT, Batch
from whisul_desktop.core.prompt_files import (
    MAX_BYTES,
    FileProblem,
    PromptFileError,
    RowProblem,
    RowTrouble,
)
from whisul_desktop.core.prompts import PromptProblem
from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.outside_text import one_line
from whisul_desktop.ui.wording import QT_TRANSLATE_NOOP, prompt_problem_text

# the name that lupdate looks for
translate = QCoreApplication.translate
_MOST_NUMBERS = 12  # of lines, in one sentence

_FILES = {
    FileProblem.UNREADABLE: QT_TRANSLATE_NOOP("batch", "“{name}” can't be read. {detail}"),
    FileProblem.TOO_LARGE: QT_TRANSLATE_NOOP(
        "batch", "“{name}” is too large: up to {size} kB are read. Split it into several files."
    ),
    FileProblem.NOT_TEXT: QT_TRANSLATE_NOOP(
        "batch", "“{name}” is not text. Prompts are read from text and CSV files."
    ),
    FileProblem.EMPTY: QT_TRANSLATE_NOOP("batch", "There is nothing in “{name}”."),
}
_ROWS = {
    RowProblem.QUOTES: QT_TRANSLATE_NOOP(
        "batch", "“{name}”, line {line}: left out, its quotation marks don't fit."
    ),
    RowProblem.CELLS: QT_TRANSLATE_NOOP(
        "batch", "“{name}”, line {line}: left out, it has more cells than there are columns."
    ),
    RowProblem.EMPTY: QT_TRANSLATE_NOOP(
        "batch", "“{name}”, line {line}: left out, nothing stands in this column."
    ),
}


def file_problem_text(name: str, error: PromptFileError) -> str:
    """Why a file of that name gave no prompts."""
    text = translate("batch", _FILES[error.problem])
    size = number_text(MAX_BYTES // 1000)
    return text.format(name=one_line(name), detail=error.detail, size=size).strip()


def row_trouble_text(name: str, trouble: RowTrouble) -> str:
    """Why a row of the file of that name is not among the lines."""
    text = translate("batch", _ROWS[trouble.problem])
    return text.format(name=one_line(name), line=number_text(trouble.line))


def too_much_text(characters: int) -> str:
    """More than a batch holds."""
    text = translate(
        "batch", "A batch can have {most} characters at most, and this would be {count}."
    )
    return text.format(most=number_text(MAX_TEXT), count=number_text(characters))


def line_problems(batch: Batch, *, keep_repeated: bool) -> list[tuple[int, str]]:
    """What to point out, each with the line to go to: what can't be sent first."""
    found = [
        (one.line, _at_line(one.line, prompt_problem_text(one.problem, len(one.text))))
        for one in batch.refused
        if one.problem is not PromptProblem.EMPTY
    ]
    repeated = (
        translate("batch", "Line {line} is the same as line {first}.")
        if keep_repeated
        else translate("batch", "Line {line} is the same as line {first}: left out.")
    )
    found += [
        (one.line, repeated.format(line=number_text(one.line), first=number_text(one.first)))
        for one in batch.repeated
    ]
    if batch.blank:
        one = translate("batch", "Line {lines} is blank: left out.")
        several = translate("batch", "Lines {lines} are blank: left out.")
        text = one if len(batch.blank) == 1 else several
        found.append((batch.blank[0], text.format(lines=_numbers(batch.blank))))
    return found


def _at_line(line: int, problem: str) -> str:
    text = translate("batch", "Line {line}: {problem}")
    return text.format(line=number_text(line), problem=problem)


def _numbers(lines: Sequence[int]) -> str:
    shown = ", ".join(map(number_text, lines[:_MOST_NUMBERS]))
    return f"{shown}, …" if len(lines) > _MOST_NUMBERS else shown
