"""File names and folders out of templates: tidy, pointed out where wrong, inside their folder."""

from __future__ import annotations

import ntpath
import time
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.templates import FIELDS, TemplateTrouble, parse
from whisul_desktop.core.types import Job, Song

# the first is Python's from 3.13 on, which warns of the second
is_reserved = getattr(ntpath, "isreserved", lambda name: PureWindowsPath(name).is_reserved())
MADE = time.mktime((2026, 2, 17, 14, 3, 5, 0, 0, -1))


def job(
    title: str = "Midnight Grid",
    bpm: float | None = 140.0,
    tags: tuple[str, ...] = ("trap", "dark"),
    prompt: str = "a trap song",
) -> Job:
    return Job(
        id="0123456789abcdef" * 2,
        prompt=prompt,
        api_url="https://whisul.com/api",
        created_at=MADE - 100,
        server_id="81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
        finished_at=MADE,
        song=Song(title, bpm, 167, tags),
    )


def path(template: str, song: Job | None = None, number: int | None = None, of: int = 1) -> str:
    parsed = parse(template)
    assert parsed.problems == ()
    return "/".join(parsed.parts(song or job(), number=number, total=of, suffix=""))


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{title}", "Midnight Grid"),
        ("{title} [{bpm}] {id8}", "Midnight Grid [140] 81fa5ff7"),
        ("{tag1}/{title}", "trap/Midnight Grid"),
        ("{tag1}\\{title}", "trap/Midnight Grid"),
        ("{date}", "2026-02-17"),
        ("{date:%Y/%m}/{title}", "2026/02/Midnight Grid"),
        ("{date:%d.%m.%y at %H-%M}", "17.02.26 at 14-03"),
        ("{date:100%%}", "100%"),
        ("{tags}", "trap, dark"),
        ("{prompt}", "a trap song"),
        ("{{{title}}}", "{Midnight Grid}"),
        ("{bpm:04}", "0140"),
        ("{n} {title}", "007 Midnight Grid"),
        ("{n:05}", "00007"),
        ("/{title}/", "Midnight Grid/Midnight Grid"),
        ("../../{title}", "Midnight Grid"),
        ("CON/{title}", "_CON/Midnight Grid"),
        ("no field", "no field"),
    ],
)
def test_a_name_is_made(template: str, made: str) -> None:
    assert path(template, number=7, of=120) == made


BARE = job(bpm=None, tags=())


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{title} [{bpm}]", "Midnight Grid"),
        ("{title} [{bpm} BPM]", "Midnight Grid"),
        ("{title} {bpm} BPM", "Midnight Grid"),
        ("{title} {bpm}bpm", "Midnight Grid"),
        ("{bpm} - {title}", "Midnight Grid"),
        ("{title} - {bpm} - {id8}", "Midnight Grid - 81fa5ff7"),
        ("{title} - {bpm} {tag1} - {id8}", "Midnight Grid - 81fa5ff7"),
        ("{title} ({tag1}, {bpm})", "Midnight Grid"),
        ("{title} ({tag1}, {id8})", "Midnight Grid (81fa5ff7)"),
        ("{title} ({id8}, {tag1})", "Midnight Grid (81fa5ff7)"),
        ("{title} ([{bpm}])", "Midnight Grid"),
        ("{title}_{bpm}_{id8}", "Midnight Grid_81fa5ff7"),
        ("{tag1}/{title}", "Midnight Grid"),
        ("{tag1} {bpm}/{title}", "Midnight Grid"),
        ("{n}. {title}", "Midnight Grid"),
        ("{bpm}", "Midnight Grid"),
        ("{tag1}/{bpm}", "Midnight Grid"),
    ],
)
def test_missing_values_leave_no_litter(template: str, made: str) -> None:
    assert path(template, BARE) == made


def test_a_value_is_no_part_of_the_template() -> None:
    ill = job(title="A/B {bpm} [] - (\x00\x01)", tags=("../..",))
    assert path("{title}", ill) == "A-B {bpm} [] - ( )"
    assert path("{tag1}/{title} [{bpm}]", ill) == "A-B {bpm} [] - ( ) [140]"


@pytest.mark.parametrize(
    ("template", "start", "end", "trouble"),
    [
        ("{title} {tempo}", 8, 15, TemplateTrouble.UNKNOWN_FIELD),
        ("{}", 0, 2, TemplateTrouble.UNKNOWN_FIELD),
        ("{Title}", 0, 7, TemplateTrouble.UNKNOWN_FIELD),
        ("x {date:%Q}", 8, 10, TemplateTrouble.BAD_FORMAT),
        ("{date:%}", 6, 7, TemplateTrouble.BAD_FORMAT),
        ("{date:}", 6, 6, TemplateTrouble.BAD_FORMAT),
        ("{title:5}", 7, 8, TemplateTrouble.BAD_FORMAT),
        ("{n:999}", 3, 6, TemplateTrouble.BAD_FORMAT),
        ("{title", 0, 6, TemplateTrouble.UNCLOSED),
        ("a {b {title}", 2, 12, TemplateTrouble.UNCLOSED),
        ("a} {title}", 1, 2, TemplateTrouble.STRAY),
        ("  ", 0, 2, TemplateTrouble.EMPTY),
        ("{title}" + "x" * 300, 300, 307, TemplateTrouble.TOO_LONG),
    ],
)
def test_a_mistake_is_pointed_out_at_its_place(
    template: str, start: int, end: int, trouble: TemplateTrouble
) -> None:
    [problem] = parse(template).problems
    assert (problem.start, problem.end, problem.trouble) == (start, end, trouble)
    assert problem.text == template[start:end]


def test_what_comes_after_a_long_value_is_kept() -> None:
    made = path("{prompt} - {title} [{id8}]", job(prompt="word " * 200, title="жук " * 100))
    assert len(made.encode()) <= 120
    assert made.endswith("[81fa5ff7]")
    assert made.startswith("word word")
    assert "жук" in made


def test_a_date_beyond_the_calendar_is_left_out() -> None:
    far = Job(id="0" * 32, prompt="p", api_url="", created_at=1e300, song=Song("T"))
    assert path("{date} {title}", far) == "T"


texts = st.text(max_size=60) | st.sampled_from(
    ["", "..", "../../etc", "/abs", "C:\\x", "CON", "nul.txt", "\u202egpj", "\ud800", "a" * 400]
)
pieces = st.lists(
    st.sampled_from(
        [f"{{{name}}}" for name in FIELDS]
        + ["{date:%Y/%m}", "/", "\\", "..", " - ", "[", "]", "{{", "}}", "C:", "~", "."]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)  # fmt: skip


@given(
    template=pieces | st.text(max_size=80),
    song=st.builds(
        job,
        title=texts,
        bpm=st.none() | st.floats(),
        tags=st.lists(texts, max_size=3).map(tuple),
        prompt=texts,
    ),
    number=st.none() | st.integers(1, 10**6),
)
def test_the_result_is_always_inside_the_folder(
    template: str, song: Job, number: int | None
) -> None:
    parts = parse(template).parts(song, number=number)
    folder = Path("folder").absolute()
    assert folder.joinpath(*parts).resolve().is_relative_to(folder)
    assert len(folder.joinpath(*parts).relative_to(folder).parts) == len(parts)
    assert parts[-1].endswith(".mp3")
    for part in (*parts[:-1], parts[-1].removesuffix(".mp3")):
        assert 0 < len(part.encode()) <= 120
        assert part == part.strip(" .")
        assert part.isprintable()
        for kind in (PurePosixPath, PureWindowsPath):
            assert kind(part).parts == (part,)
        assert not is_reserved(part)


@given(st.text(max_size=40) | pieces)
def test_problems_point_into_the_text(template: str) -> None:
    for problem in parse(template).problems:
        assert 0 <= problem.start <= problem.end <= len(template)
        assert template[problem.start : problem.end] == problem.text
