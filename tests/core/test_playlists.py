"""Lists of songs: what players, spreadsheets and programs read, and nothing that they would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.interchange import job_of
from whisul_desktop.core.playlists import csv_table, json_list, m3u8
from whisul_desktop.core.types import Job, JobStatus, Song


def job(title: str = "Ночь", **more: object) -> Job:
    song = Song(title, 120.5, 167.4, ("trap", "dark"))
    values: dict[str, object] = {
        "id": "0" * 32, "prompt": "p", "api_url": "https://x/api", "created_at": 0.0,
        "status": JobStatus.COMPLETED, "song": song, "server_id": "s",
    }  # fmt: skip
    return Job(**{**values, **more})  # type: ignore[arg-type]


def test_a_playlist_names_files_from_where_it_is() -> None:
    music = Path("/music")
    songs = [
        (job("Two\nlines"), music / "mine" / "Two lines.mp3"),
        (job("Ночь"), music / "Ночь.mp3"),
        (job(song=Song("Unknown")), Path("/elsewhere/x.mp3")),
        (job("#1"), music / "#1.mp3"),
    ]
    assert m3u8(songs, music).decode().splitlines() == [
        "#EXTM3U",
        "#EXTINF:167,Two lines",
        "mine/Two lines.mp3",
        "#EXTINF:167,Ночь",
        "Ночь.mp3",
        "#EXTINF:-1,Unknown",
        "../elsewhere/x.mp3",
        "#EXTINF:167,#1",
        "./#1.mp3",
    ]


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_a_table_is_rfc_4180_with_a_mark_for_spreadsheets() -> None:
    table = csv_table([job('Say "hi", twice\nplease', is_favourite=True, stars=4)])
    assert table.startswith(b"\xef\xbb\xbftitle,status,")
    assert b'"Say ""hi"", twice\nplease"' in table
    assert table.endswith(b"\r\n")
    [row] = rows(table)
    assert row["title"] == 'Say "hi", twice\nplease'
    assert (row["bpm"], row["seconds"], row["tags"]) == ("120.5", "167.4", "trap, dark")
    assert (row["favourite"], row["stars"], row["created"]) == (
        "1",
        "4",
        "1970-01-01T00:00:00+00:00",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    [row] = rows(csv_table([job(f"{start}HYPERLINK(1)", note=f"{start}1", prompt=f"{start}x")]))
    for name in ("title", "note", "prompt"):
        assert row[name].startswith("'" + start)


@given(st.lists(st.builds(job, st.text(), note=st.text(), finished_at=st.floats(allow_nan=False))))
def test_any_text_comes_back(jobs: list[Job]) -> None:
    found = rows(csv_table(jobs))
    assert len(found) == len(jobs)
    for row, one in zip(found, jobs, strict=True):
        assert row["note"].removeprefix("'") == one.note.encode(
            errors="replace"
        ).decode().removeprefix("'")


def test_json_is_every_field() -> None:
    one = job(is_reject=True, note="“n”", finished_at=5.0)
    read = json.loads(json_list([one]))
    assert read["format"] == "whisul-songs"
    assert [job_of(record) for record in read["songs"]] == [one]
    assert "Ночь".encode() in json_list([one])
