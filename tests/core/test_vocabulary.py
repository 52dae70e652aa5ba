"""What the vocabulary says is nowhere is nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core import vocabulary
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.core.vocabulary import Vocabulary

_TEXTS = st.lists(
    st.text(alphabet="abé \t").map(str.encode) | st.sampled_from([b"a\xfeb", b"\xfda"])
)


@given(texts=_TEXTS, needle=st.text(alphabet="abcé ", max_size=4).map(str.encode))
def test_it_lacks_no_word_that_a_text_has(texts: list[bytes], needle: bytes) -> None:
    words = Vocabulary(b"\xfd\xfe")
    for text in texts:
        words.take(text)
    if any(needle in text for text in texts):
        assert not words.lacks(needle)
    elif needle.split() == [needle]:  # one word, or a part of one
        assert words.lacks(needle)


@given(texts=_TEXTS, data=st.data())
def test_any_part_of_a_text_may_be_there(texts: list[bytes], data: st.DataObject) -> None:
    words = Vocabulary(b"\xfd\xfe")
    for text in texts:
        words.take(text)
    text = data.draw(st.sampled_from([b"", *texts]))
    start = data.draw(st.integers(0, len(text)))
    assert not words.lacks(text[start : data.draw(st.integers(start, len(text)))])


def test_of_too_many_words_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_MOST", 3)
    words = Vocabulary(b"")
    words.take(b"one two three")
    assert words.lacks(b"four")
    words.take(b"four")
    assert not words.lacks(b"four")
    assert not words.lacks(b"five")


def test_pieces_are_short_enough_to_be_searched_quickly() -> None:
    words = Vocabulary(b"")
    for number in range(4):
        words.take(b" ".join(b"%d-%06d" % (number, each) for each in range(1000)))
    assert len(words._pieces) == 2
    assert all(len(piece) < 30_000 for piece in words._pieces)
    assert not words.lacks(b"3-000999")
    assert words.lacks(b"4-000000")


def test_a_search_finds_what_a_packed_job_was_changed_to() -> None:
    index = JobIndex()
    jobs = [
        Job(str(number), f"rain {number % 7}", "https://api.test", float(number), JobStatus.FAILED)
        for number in range(600)
    ]
    index.add(jobs)
    index.settle(least=0)

    def found(needle: bytes) -> list[int]:
        return [position for some in index.find(needle) for position in some]

    assert len(found(b"rain")) == 600
    assert found(b"snow") == []
    index.update([Job("5", "snow", "https://api.test", 5.0, JobStatus.FAILED)])
    assert found(b"snow") == [5]
    while index.settle(least=0):
        pass
    assert found(b"snow") == [5]
