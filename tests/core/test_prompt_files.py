"""Prompts out of files: any encoding, any delimiter, and one bad line costs that line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.prompt_files import (
    MAX_BYTES,
    FileProblem,
    PromptFileError,
    RowProblem,
    RowTrouble,
    Table,
    decode,
    read_prompt_file,
    read_table,
)

CELL = st.text(st.sampled_from('ab ,;\t|"\n\r\0é🎵') | st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_encodings(encoding: str) -> None:
    text = "Café del mar, slow\nüber den Wolken\nplain words"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_encodings_of_other_scripts(encoding: str) -> None:
    text = "Песня о дожде\n雨の夜\n🎵"
    assert decode(text.encode(encoding)) == text


def test_a_line_in_another_encoding_spoils_no_other() -> None:
    content = "雨の夜\n".encode() + "Café\n".encode("latin-1") + "Песня\n".encode() + b"\x81\xff"
    assert decode(content) == "雨の夜\nCafé\nПесня\n\x81ÿ"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    for name in ("a.txt", "a.csv"):
        try:
            found = read_prompt_file(name, content)
        except PromptFileError:
            continue
        if isinstance(found, Table):
            for headed in (False, True):
                for column in range(len(found.columns(headed=headed))):
                    found.prompts(column, headed=headed)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b" \r\n\t\n", FileProblem.EMPTY),
        (b"\xff\xfe", FileProblem.EMPTY),
        (bytes(range(256)) * 8, FileProblem.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), FileProblem.NOT_TEXT),
        (b"a" * (MAX_BYTES + 1), FileProblem.TOO_LARGE),
    ],
)
def test_files_that_give_nothing(content: bytes, problem: FileProblem) -> None:
    with pytest.raises(PromptFileError) as raised:
        read_prompt_file("a.txt", content)
    assert raised.value.problem is problem


def test_one_nul_is_no_reason_to_refuse_a_file() -> None:
    assert read_prompt_file("a.txt", b"a\nb\0c\nd") == "a\nb\0c\nd"


def prompts(text: str) -> list[str]:
    """As the window first shows them."""
    table = read_table(text)
    headed = table.is_headed()
    found, troubles = table.prompts(table.likely_column(headed=headed), headed=headed)
    assert troubles == []
    return list(found)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_the_column_called_prompt(delimiter: str) -> None:
    text = "title,Prompt,bpm\nOne,lo-fi rain,90\nTwo,trap,140\n".replace(",", delimiter)
    table = read_table(text)
    assert table.is_headed()
    assert table.columns(headed=True) == ("title", "Prompt", "bpm")
    assert prompts(text) == ["lo-fi rain", "trap"]
    assert table.prompts(0, headed=True)[0] == ("One", "Two")
    assert table.prompts(0, headed=False)[0] == ("title", "One", "Two")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('prompt,n\n"slow, warm",1\n"say ""hi"" twice",2\n', ["slow, warm", 'say "hi" twice']),
        ('n,prompt\n1,"first verse\n\n  second verse"\n2,b', ["first verse second verse", "b"]),
        ("prompt\nlo-fi, rain, warm\ntrap; dark\n", ["lo-fi, rain, warm", "trap; dark"]),
        ("lo-fi rain\ntrap\n", ["lo-fi rain", "trap"]),  # no header: nothing of it is lost
        ('prompt\n"quoted"\n"Hello" said the cat\n', ["quoted", '"Hello" said the cat']),
        ("mood;words\nsad;a long rainy evening\nglad;a walk by the sea",
         ["a long rainy evening", "a walk by the sea"]),
        ("1,a long rainy evening\n2,a walk by the sea",
         ["a long rainy evening", "a walk by the sea"]),
        ("prompt,note\n\n,,\na,x\n\nb,\n", ["a", "b"]),
    ],
)  # fmt: skip
def test_tables(text: str, expected: list[str]) -> None:
    assert prompts(text) == expected


def test_a_bad_row_costs_that_row() -> None:
    text = (
        "prompt,n\n"
        "one,1\n"
        '"never closed,2\n'
        '"three",3\n'
        '"four" and more,4\n'
        "five,5,6\n"
        ",6\n"
        '"two\nlines",7\n'
        'eight,8\n"open to the end,9\nten,10'
    )
    found, troubles = read_table(text).prompts(0, headed=True)
    assert found == ("one", "three", "two lines", "eight", "ten")
    assert troubles == [
        RowTrouble(3, RowProblem.QUOTES),
        RowTrouble(5, RowProblem.QUOTES),
        RowTrouble(6, RowProblem.CELLS),
        RowTrouble(7, RowProblem.EMPTY),
        RowTrouble(11, RowProblem.QUOTES),
    ]


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_pythons_own_writer_writes_is_read_back(
    rows: list[tuple[str, str]], delimiter: str
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("prompt", "note"), *rows])
    table = read_table(written.getvalue())
    assert table.troubles == ()
    shown = [list(row) for row in rows if any(cell.strip() for cell in row)]
    assert [list(row.cells) for row in table.rows[1:]] == shown


@given(st.text(st.sampled_from('ab,"\n '), max_size=60))
def test_every_row_is_used_or_pointed_out(text: str) -> None:
    table = read_table(text)
    for headed in (False, True):
        for column in range(len(table.columns(headed=headed))):
            found, troubles = table.prompts(column, headed=headed)
            rows = table.rows[headed:]
            assert len(found) + len(troubles) == len(rows) + len(table.troubles)
            assert all(found)
    lines = text.split("\n")
    for place in (*table.rows, *table.troubles):
        assert 1 <= place.line <= len(lines)
    starts = [place.line for place in (*table.rows, *table.troubles)]
    assert len(set(starts)) == len(starts)
