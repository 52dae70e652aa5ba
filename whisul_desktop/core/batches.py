"""Many prompts at once, one a line: which of them can go, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass

from whisul_desktop.core.prompts import PromptProblem, prompt_problem

# The lines are kept as a draft in the settings file, which is read up to 4 MB: in JSON one
# character takes up to 12 bytes.
MAX_TEXT = 200_000  # characters
MAX_SONGS = 5_000  # at once: they are shown and committed together, and are paid for


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that can't be sent."""

    line: int  # from 1
    problem: PromptProblem
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line that says what an earlier one says."""

    line: int  # from 1
    first: int  # the earlier one


@dataclass(frozen=True, slots=True)
class Batch:
    """Every line is in exactly one of these, or a repeated one that is kept in two."""

    prompts: tuple[str, ...] = ()  # in the order of their lines, without the spaces around
    blank: tuple[int, ...] = ()  # numbers of lines that show nothing
    repeated: tuple[Repeated, ...] = ()
    refused: tuple[Refused, ...] = ()

    def left_over(self) -> str:
        """The lines that can't be sent, to be mended."""
        return "\n".join(one.text for one in self.refused)


def read_batch(text: str, *, keep_repeated: bool = False) -> Batch:
    """Read prompts, one a line. A line break at the very end begins no line."""
    prompts: list[str] = []
    blank: list[int] = []
    repeated: list[Repeated] = []
    refused: list[Refused] = []
    first: dict[str, int] = {}  # where a prompt stood first, spaces aside
    for number, line in enumerate(lines_of(text), 1):
        prompt = line.strip()
        problem = prompt_problem(prompt)
        if problem is PromptProblem.EMPTY:
            blank.append(number)
        elif problem is not None:
            refused.append(Refused(number, problem, prompt))
        else:
            earlier = first.setdefault(" ".join(prompt.split()), number)
            if earlier != number:
                repeated.append(Repeated(number, earlier))
            if earlier == number or keep_repeated:
                prompts.append(prompt)
    return Batch(tuple(prompts), tuple(blank), tuple(repeated), tuple(refused))


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them."""
    lines = with_plain_breaks(text).split("\n")
    return lines if lines[-1] else lines[:-1]


def with_plain_breaks(text: str) -> str:
    """All systems' line breaks as \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
