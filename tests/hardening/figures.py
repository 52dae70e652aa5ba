"""What a part found: one line of figures, and whether they are as they must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """`counts` tell how much was tried, `wrong` what must be 0."""

    name: str
    counts: Mapping[str, object]
    wrong: Mapping[str, int]
    details: tuple[str, ...] = ()  # of what went wrong

    @property
    def passed(self) -> bool:
        return not any(self.wrong.values())

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in {**self.counts, **self.wrong}.items())
        lines = [f"{'pass' if self.passed else 'FAIL'}  {self.name}: {told}"]
        lines += [f"      {detail}" for detail in self.details[:20]]
        return "\n".join(lines)


def together(name: str, parts: Iterable[Figures]) -> Figures:
    """Figures of several runs of the same part, numbers added up."""
    counts: dict[str, object] = {}
    wrong: dict[str, int] = {}
    details: list[str] = []
    for part in parts:
        for key, value in part.counts.items():
            before = counts.get(key)
            is_sum = isinstance(value, int) and isinstance(before, int)
            counts[key] = before + value if is_sum else value  # type: ignore[operator]
        for key, number in part.wrong.items():
            wrong[key] = wrong.get(key, 0) + number
        details += part.details
    return Figures(name, counts, wrong, tuple(details))
