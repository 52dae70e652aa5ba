"""The language of the search field: what a text asks for, and what it does not understand."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import pytest

from whisul_desktop.core.job_filter import Filter
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.query import (
    STATUS_WORDS,
    Flag,
    Is,
    Made,
    Number,
    NumberField,
    ProblemKind,
    Status,
    Tag,
    Words,
    has_term,
    matches,
    meant_term,
    parse,
    tag_as_typed,
    term_text,
    with_term,
    without_term,
)
from whisul_desktop.core.types import Job, JobQuery, JobStatus, Song

TODAY = date(2026, 2, 17)
BPM, LEN, STARS = NumberField.BPM, NumberField.LEN, NumberField.STARS


def local(year: int, month: int, day: int) -> float:
    return datetime(year, month, day).astimezone().timestamp()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Rain tin", (Words("rain"), Words("tin"))),
        ('"Tin  Roof" rain', (Words("tin roof"), Words("rain"))),
        ('-piano -"two words"', (Words("piano", True), Words("two words", True))),
        ('12" -', (Words('12"'), Words("-"))),
        ('"', (Words('"'),)),
        ('""', ()),
        ('"open end', (Words("open end"),)),
        ('"say ""hi"""', (Words('say "hi"'),)),
        ("12:30 https://x Mood: dark", tuple(map(Words, ("12:30", "https://x", "mood:", "dark")))),
        ("tag:LoFi TAG:lo*", (Tag("lofi"), Tag("lo", prefix=True))),
        ('tag:"Deep House" -tag:"7"""', (Tag("deep house"), Tag('7"', negated=True))),
        ('tag:"lo*" tag:"deep h"*', (Tag("lo*"), Tag("deep h", prefix=True))),
        ("bpm:120..128", (Number(BPM, 120, 128),)),
        ("bpm:128..120", (Number(BPM, 120, 128),)),
        ("bpm:>90 bpm:<=1,5", (Number(BPM, 90, low_open=True), Number(BPM, None, 1.5))),
        ("bpm:..90 bpm:92.5", (Number(BPM, None, 90), Number(BPM, 92.5, 92.5))),
        ("len:<3:00 len:90", (Number(LEN, None, 180, high_open=True), Number(LEN, 90, 90))),
        ("len:2:00..1:02:03", (Number(LEN, 120, 3723),)),
        ("duration:2:47 -stars:>=4", (Number(LEN, 167, 167), Number(STARS, 4, negated=True))),
        ("status:ready,WAITING", (Status(frozenset({JobStatus.COMPLETED, JobStatus.QUEUED})),)),
        ("is:favourite -is:Favorite", (Is(Flag.FAVOURITE), Is(Flag.FAVOURITE, True))),
    ],
)
def test_what_a_text_asks_for(text: str, terms: tuple[object, ...]) -> None:
    query = parse(text, TODAY)
    assert query.terms == terms
    assert query.problems == ()


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2026", local(2026, 1, 1), local(2027, 1, 1)),
        ("2025-12", local(2025, 12, 1), local(2026, 1, 1)),
        ("2026-2-17", local(2026, 2, 17), local(2026, 2, 18)),
        ("today", local(2026, 2, 17), local(2026, 2, 18)),
        ("Yesterday", local(2026, 2, 16), local(2026, 2, 17)),
        ("week", local(2026, 2, 11), local(2026, 2, 18)),
        ("2026-01..2026-02", local(2026, 1, 1), local(2026, 3, 1)),
        ("2026-02..2026-01", local(2026, 1, 1), local(2026, 3, 1)),
        ("yesterday..", local(2026, 2, 16), None),
        (">2026-02-01", local(2026, 2, 2), None),
        (">=2026-02-01", local(2026, 2, 1), None),
        ("<2026", None, local(2026, 1, 1)),
        ("<=2026", None, local(2027, 1, 1)),
    ],
)
def test_days_are_local(value: str, start: float | None, end: float | None) -> None:
    query = parse(f"made:{value}", TODAY)
    assert query.terms == (Made(start, end, value.casefold()),)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bpm:fast", ProblemKind.NUMBER),
        ("bpm:>", ProblemKind.NUMBER),
        ("-bpm:1..x", ProblemKind.NUMBER),
        ("bpm:..", ProblemKind.NUMBER),
        ("len:3:0", ProblemKind.LENGTH),
        ("stars:many", ProblemKind.STARS),
        ("made:2026-02-30", ProblemKind.DATE),
        ("made:0001", ProblemKind.DATE),
        ("status:done", ProblemKind.STATUS),
        ("status:ready,", ProblemKind.STATUS),
        ("is:great", ProblemKind.FLAG),
        ("tag:", ProblemKind.UNFINISHED),
        ('bpm:""', ProblemKind.UNFINISHED),
        ("genre:lofi", ProblemKind.UNKNOWN_FIELD),
        ('genre:"deep house"', ProblemKind.UNKNOWN_FIELD),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_the_rest_still_filters(
    text: str, kind: ProblemKind
) -> None:
    query = parse(f"rain {text} tag:lofi", TODAY)
    assert query.terms == (Words("rain"), Tag("lofi"))
    (problem,) = query.problems
    assert (problem.start, problem.end, problem.kind) == (5, 5 + len(text), kind)


JOB = Job(
    id="0f" * 16,
    prompt="rain on\na tin roof",
    api_url="https://whisul.com/api",
    created_at=local(2026, 2, 16) + 60,
    status=JobStatus.COMPLETED,
    server_id="81FA5FF7-6197-4c24-8062-c0ff8b62d58d",
    song=Song("Straße", 139.98, 167.9, ("Lo Fi", "dark"), "", ""),
    note="for the intro",
    stars=3,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "STRASSE",
        '"rain on a"',
        "intro dark",
        "81fa5ff7-6197",
        "0f0f0f",
        "-c0ffe",  # too short to be looked for in an ID
        "tag:dark",
        'tag:"lo fi"',
        "tag:lo*",
        "-tag:lo",
        "bpm:140",  # as the table shows it
        "len:2:47",
        "len:>=2:47",
        "stars:3 stars:<4",
        "status:ready,failed",
        "-status:failed",
        "is:rated is:noted -is:favourite",
        "made:yesterday -made:today",
        "bpm:fast",
    ],
)
def test_this_job_is_found(text: str) -> None:
    assert matches(JOB, parse(text, TODAY))


@pytest.mark.parametrize(
    "text",
    ["snow", "rain snow", '"roof for"', "ffffff", "tag:lo", "bpm:<140", "len:>2:47", "is:unrated"],
)
def test_this_job_is_not_found(text: str) -> None:
    assert not matches(JOB, parse(text, TODAY))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("text", ["CAFÉ", "tag:só", "tag:s*", "미드"])
def test_letters_with_accents_are_found_however_they_were_typed(
    form: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"], text: str
) -> None:
    def normal(part: str) -> str:
        return unicodedata.normalize(form, part)

    job = replace(JOB, prompt=normal("a café"), song=Song(normal("미드나잇"), tags=(normal("só"),)))
    text = unicodedata.normalize(typed, text)
    assert matches(job, parse(text, TODAY))
    index = JobIndex()
    index.add([job])
    index.settle(least=1)
    assert Filter(index, JobQuery(text), TODAY).test(0)


def test_what_has_no_number_is_in_no_range() -> None:
    job = Job(id="a", prompt="", api_url="", created_at=0.0)
    assert not matches(job, parse("bpm:>0", TODAY))
    assert matches(job, parse("-bpm:>0", TODAY))


def test_unrated_are_songs_that_wait_for_a_judgement() -> None:
    def unrated(status: JobStatus, *, stars: int = 0, reject: bool = False) -> bool:
        job = Job("a", "", "", 0.0, status, stars=stars, is_reject=reject)
        return matches(job, parse("is:unrated", TODAY))

    assert unrated(JobStatus.COMPLETED)
    assert not unrated(JobStatus.RUNNING)
    assert not unrated(JobStatus.COMPLETED, stars=1)
    assert not unrated(JobStatus.COMPLETED, reject=True)


def test_a_chip_adds_and_takes_its_term() -> None:
    house = Tag("deep house")
    text = with_term('rain "open', house)
    assert text == 'tag:"deep house" rain "open'
    assert with_term(text, house) == text
    assert without_term(text, house) == 'rain "open'
    assert without_term('a  tag:"Deep  HOUSE"  b', house) == "a b"
    assert with_term("-is:favourite rain", Is(Flag.FAVOURITE)) == "is:favourite rain"
    assert has_term("TAGS:dark", Tag("dark"))
    assert not has_term("-tag:dark", Tag("dark"))
    assert without_term("is:favourite", Is(Flag.FAVOURITE)) == ""


def test_every_status_has_one_word() -> None:
    named = [status for group in STATUS_WORDS.values() for status in group]
    assert sorted(named) == sorted(JobStatus)
    for word, group in STATUS_WORDS.items():
        assert parse(f"status:{word}", TODAY).terms == (Status(group),)
        assert term_text(Status(group)) == f"status:{word}"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("tag:l", "tag:l*"),
        ("rain tag:Lo", "rain tag:lo*"),
        ('tag:"deep h', 'tag:"deep h"*'),
        ("tag:l ", "tag:l "),
        ("tag:l rain", "tag:l rain"),
        ("tag:lofi", "tag:lofi"),
        ('tag:"deep h"', 'tag:"deep h"'),
        ("-tag:l", "-tag:l"),
        ("tag:l*", "tag:l*"),
        ("tag:", "tag:"),
        ("", ""),
    ],
)
def test_a_tag_at_the_end_may_still_be_being_typed(text: str, asked: str) -> None:
    assert tag_as_typed(text, {"lofi"}.__contains__) == asked


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bmp:120", "bpm:120"),
        ("-length:>3:00", "-len:>3:00"),
        ("Star:5", "stars:5"),
        ("state:ready", "status:ready"),
        ("bmp:fast", None),  # would be wrong too
        ("genre:jazz", None),
        ("durations:<3:00", "duration:<3:00"),
    ],
)
def test_a_near_miss_of_a_field(text: str, meant: str | None) -> None:
    assert meant_term(text) == meant
