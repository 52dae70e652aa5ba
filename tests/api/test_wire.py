"""The documented answers are read exactly; whatever else comes is read as far as it goes."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.api import wire
from whisul_desktop.core.errors import ProtocolError
from whisul_desktop.core.types import JobAnswer, Song

JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
SUBMITTED: dict[str, Any] = {
    "message": "Composition task received.",
    "job_id": JOB_ID,
    "poll_url": f"/jobs/{JOB_ID}",
}
RUNNING: dict[str, Any] = {
    "status": "running",
    "prompt": "a trap song",
    "result": None,
    "error": None,
    "started_at": "2026-02-17 15:39:34",
}
COMPLETED: dict[str, Any] = {
    "status": "completed",
    "prompt": "a trap song",
    "result": {
        "title": "Midnight Grid",
        "bpm": 140,
        "duration": "2:47",
        "song_url": "https://cdn.whisul.com/audio/81fa5ff7.mp3",
        "image_url": "https://cdn.whisul.com/covers/81fa5ff7.jpg",
        "tags": "trap, dark, 808s, synth, bass",
    },
    "error": None,
    "started_at": "2026-02-17 15:39:34",
    "finished_at": "2026-02-17 15:41:58",
}
STARTED, FINISHED = 1771342774.0, 1771342918.0
SONG = Song(
    title="Midnight Grid",
    bpm=140,
    duration=167,
    tags=("trap", "dark", "808s", "synth", "bass"),
    song_url="https://cdn.whisul.com/audio/81fa5ff7.mp3",
    image_url="https://cdn.whisul.com/covers/81fa5ff7.jpg",
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def encode(value: object) -> bytes:
    return json.dumps(value).encode()


def completed(**result: object) -> bytes:
    return encode(COMPLETED | {"result": COMPLETED["result"] | result})


def song_of(**result: object) -> Song:
    song = wire.read_answer(completed(**result)).song
    assert song is not None
    return song


def test_running_as_documented() -> None:
    assert wire.read_answer(encode(RUNNING)) == JobAnswer(
        status="running", prompt="a trap song", started_at=STARTED
    )


def test_completed_as_documented() -> None:
    assert wire.read_answer(encode(COMPLETED)) == JobAnswer(
        status="completed",
        prompt="a trap song",
        song=SONG,
        started_at=STARTED,
        finished_at=FINISHED,
    )


def test_failed_with_and_without_words() -> None:
    failed = RUNNING | {"status": "failed", "finished_at": "2026-02-17 15:41:58"}
    assert wire.read_answer(encode(failed)).error is None
    answer = wire.read_answer(encode(failed | {"error": "Out of memory"}))
    assert (answer.status, answer.error, answer.finished_at) == (
        "failed",
        "Out of memory",
        FINISHED,
    )


def test_submitted_as_documented() -> None:
    assert wire.read_submitted(encode(SUBMITTED)) == JOB_ID


@pytest.mark.parametrize("status", ["running", "failed", "queued", "mastering", "", None, 7, []])
def test_result_is_read_in_no_other_state(status: object) -> None:
    assert wire.read_answer(encode(COMPLETED | {"status": status})).song is None


def test_a_status_word_that_came_later_is_kept() -> None:
    assert wire.read_answer(encode(RUNNING | {"status": "Mastering "})).status == "Mastering"
    assert wire.read_answer(encode(RUNNING | {"status": "COMPLETED"})).status == "completed"


@pytest.mark.parametrize("result", [None, [], "song", 3, True])
def test_a_completed_job_without_a_result_is_still_completed(result: object) -> None:
    answer = wire.read_answer(encode(COMPLETED | {"result": result}))
    assert (answer.status, answer.song) == ("completed", None)


def test_fields_that_came_later_are_ignored() -> None:
    extra = COMPLETED | {"stems": {"drums": 1}, "result": COMPLETED["result"] | {"key": "Am"}}
    assert wire.read_answer(encode(extra)) == wire.read_answer(encode(COMPLETED))


@given(name=st.sampled_from(sorted(COMPLETED)), value=json_values)
def test_one_bad_field_costs_only_itself(name: str, value: object) -> None:
    answer = wire.read_answer(encode(COMPLETED | {name: value}))
    good = wire.read_answer(encode(COMPLETED))
    fields = {"status": "status", "prompt": "prompt", "result": "song", "error": "error",
              "started_at": "started_at", "finished_at": "finished_at"}  # fmt: skip
    del fields[name]
    if name == "status":
        del fields["result"]
    for field in fields.values():
        assert getattr(answer, field) == getattr(good, field)


@given(name=st.sampled_from(sorted(COMPLETED["result"])), value=json_values)
def test_one_bad_field_of_the_result_costs_only_itself(name: str, value: object) -> None:
    fields = {"title", "bpm", "duration", "tags", "song_url", "image_url"} - {name}
    song = song_of(**{name: value})
    for field in fields:
        assert getattr(song, field) == getattr(SONG, field)


@given(names=st.sets(st.sampled_from(sorted(COMPLETED)), min_size=1))
def test_missing_fields(names: set[str]) -> None:
    body = {name: value for name, value in COMPLETED.items() if name not in names}
    if {"status", "prompt", "started_at"} <= names:
        with pytest.raises(ProtocolError):
            wire.read_answer(encode(body))
    else:
        answer = wire.read_answer(encode(body))
        assert answer.prompt == body.get("prompt", "")
        assert (answer.song is not None) == ({"status", "result"} & names == set())


def survives(body: bytes) -> None:
    """ProtocolError is all that may be raised, and only by `read_answer`."""
    job_id = wire.read_submitted(body)
    assert job_id is None or (job_id.isascii() and job_id.isprintable())
    wire.read_error(body).encode()
    with contextlib.suppress(ProtocolError):
        wire.read_answer(body).prompt.encode()


@given(st.binary())
def test_any_bytes(body: bytes) -> None:
    survives(body)


@given(value=json_values)
def test_any_json(value: object) -> None:
    survives(encode(value))


@given(start=st.integers(0, 400), length=st.integers(0, 40), junk=st.binary(max_size=10))
def test_a_damaged_example(start: int, length: int, junk: bytes) -> None:
    for example in (SUBMITTED, RUNNING, COMPLETED):
        body = encode(example)
        survives(body[:start] + junk + body[start + length :])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Please log in</title>",
        b'{"status": "running", "prompt": "\xff\xfe"}',
        b"[" * 100_000,
        b'{"status": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'"status"',
        b"null",
        b"{}",
        b'{"error": "Invalid input", "message": "no"}',
    ],
    ids=["empty", "html", "utf8", "nested", "nested in", "text", "null", "nothing", "error"],
)
def test_what_is_no_job_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        wire.read_answer(body)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-1", "0"])
def test_numbers_beyond_reason_are_missing(number: str) -> None:
    body = completed(bpm="@", duration="@").replace(b'"@"', number.encode())
    song = wire.read_answer(body).song
    assert song is not None
    assert song.bpm is None
    assert song.title == "Midnight Grid"
    assert song.duration == (0 if number == "0" else None)


def test_text_can_be_stored() -> None:
    song = song_of(title="a\ud800b\0c", tags=["x\udfff", "y"])
    assert song.title == "a?bc"
    assert song.tags == ("x?", "y")
    wire.read_answer(encode(RUNNING | {"prompt": "\ud800"})).prompt.encode("utf-8")


@pytest.mark.parametrize(
    ("bpm", "read"),
    [(140, 140), (139.5, 139.5), ("140", 140), (" 98.5 BPM", 98.5), ("fast", None), (True, None),
     (None, None), ([140], None), (-3, None)],
)  # fmt: skip
def test_bpm(bpm: object, read: float | None) -> None:
    assert song_of(bpm=bpm).bpm == read


@pytest.mark.parametrize(
    ("tags", "read"),
    [
        ("trap, dark", ("trap", "dark")),
        (" trap ,,dark, Trap", ("trap", "dark")),
        (["trap", " dark ", 3, None, ""], ("trap", "dark")),
        ("", ()),
        (None, ()),
        ({"a": 1}, ()),
    ],
)
def test_tags(tags: object, read: tuple[str, ...]) -> None:
    assert song_of(tags=tags).tags == read


def test_a_cut_submission_gives_its_id_as_soon_as_that_is_whole() -> None:
    for body in (encode(SUBMITTED), json.dumps(SUBMITTED, indent=1).encode()):
        whole = body.index(JOB_ID.encode()) + len(JOB_ID)
        for cut in range(len(body)):
            assert wire.read_submitted(body[:cut]) == (JOB_ID if cut >= whole else None)


@pytest.mark.parametrize(
    "answer",
    [
        {"poll_url": f"/jobs/{JOB_ID}"},
        {"job_id": None, "poll_url": f"https://whisul.com/api/jobs/{JOB_ID}/"},
        {"job_id": ["?"], "poll_url": f"/jobs/{JOB_ID}"},
        {"data": {"job_id": JOB_ID}},
        {"job_id": f" {JOB_ID} "},
    ],
)
def test_an_id_in_another_place(answer: dict[str, object]) -> None:
    assert wire.read_submitted(encode(answer)) == JOB_ID


@pytest.mark.parametrize("job_id", ["", "..", ".", "a/b", "a b", "a?b", "x" * 201, None, True, 1.5])
def test_what_can_be_no_id(job_id: object) -> None:
    assert wire.read_submitted(encode({"job_id": job_id})) is None


def test_an_id_of_another_form_is_taken() -> None:
    assert wire.read_submitted(encode({"job_id": "job_42"})) == "job_42"
    assert wire.read_submitted(encode({"job_id": 42})) == "42"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": "Invalid input", "message": "prompt is required"}, "prompt is required"),
        ({"error": "Invalid input", "message": ""}, "Invalid input"),
        ({"detail": [{"msg": "too long"}, {"msg": "too loud"}]}, "too long; too loud"),
        ({"error": {"message": "no credits"}}, "no credits"),
        ({"message": [[[[["too deep"]]]]]}, ""),
        ({}, ""),
        ([], ""),
    ],
)
def test_the_services_words(answer: object, words: str) -> None:
    assert wire.read_error(encode(answer)) == words


def test_words_have_a_limit() -> None:
    assert len(wire.read_error(encode({"message": "x" * 200_000}))) <= 4000
    assert wire.read_error(b"<html>502</html>") == ""
