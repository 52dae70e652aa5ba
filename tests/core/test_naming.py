"""Any title becomes a safe and readable file name (fault 26)."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import Platform, is_valid_filename

from whisul_desktop.core.naming import MAX_STEM_BYTES, file_name, numbered

FAMILY = "👨\u200d👩\u200d👧"
FLAG = "🇺🇦"


def assert_safe(name: str) -> None:
    """By rules written down again, and by those of pathvalidate."""
    stem = name.removesuffix(".mp3")
    assert stem + ".mp3" == name
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert 0 < len(stem.encode()) <= MAX_STEM_BYTES  # and never half a character
    assert stem == stem.strip(" .")
    assert not set(name) & set('/\\:*?"<>|')
    assert not {unicodedata.category(character) for character in name} & {
        *("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    }
    assert stem == unicodedata.normalize("NFC", stem)
    assert not unicodedata.category(stem[0]).startswith("M")
    for platform in (Platform.WINDOWS, Platform.LINUX, Platform.MACOS):
        assert is_valid_filename(name, platform=platform)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Midnight Grid", "Midnight Grid"),
        ("  two   spaces\tand a tab \n", "two spaces and a tab"),
        ("../..", "fallback"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\windows\\system32", "windows-system32"),
        ("/", "fallback"),
        ("C:\\Songs\\x", "C--Songs-x"),
        ("AC/DC", "AC-DC"),
        ("Part 1: Dawn", "Part 1 - Dawn"),
        ("12:30", "12-30"),
        ('Say "hi" <now>?*', "Say 'hi' (now)"),
        ("...hidden", "hidden"),
        (".htaccess", "htaccess"),
        ("-rf", "rf"),
        ("The end...", "The end"),
        ("trailing. . ", "trailing"),
        ("CON", "_CON"),
        ("con", "_con"),
        ("NUL.", "_NUL"),
        ("nul .txt", "_nul .txt"),
        ("AUX.mp3", "_AUX.mp3"),
        ("Com1", "_Com1"),
        ("COM¹", "_COM¹"),
        ("lpt³.x.y", "_lpt³.x.y"),
        ("COM0", "_COM0"),
        ("CONIN$", "_CONIN$"),
        ("CLOCK$", "_CLOCK$"),
        ("CONSOLE", "CONSOLE"),
        ("COM10", "COM10"),
        ("Ночной город", "Ночной город"),
        ("夜の街", "夜の街"),
        ("ليل", "ليل"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("\u0301accent first", "accent first"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("\u2066isolated\u2069", "isolated"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u3164\u115f\u2800", "fallback"),
        ("\U000e0041tag", "tag"),
        ("nul\0byte\x7f\x1b[31m", "nul byte [31m"),
        ("line\u2028break\u0085here", "line break here"),
        ("half\ud800 pair\udfff", "half pair"),
        ("noncharacter\uffff\ufdd0", "noncharacter"),
        ("private\ue000", "private"),
        ("🎧 beats 🔥", "🎧 beats 🔥"),
        (FAMILY, "👨👩👧"),
        (FLAG, FLAG),
        ("", "fallback"),
        (" ", "fallback"),
        ("\u00a0\u3000", "fallback"),
        (". . .", "fallback"),
        ("???", "fallback"),
        ("!!!", "!!!"),
        ("100%", "100%"),
        ("<img src=x>", "(img src=x)"),
        ("a" * 300, "a" * 120),
        ("ж" * 300, "ж" * 60),
        ("夜" * 300, "夜" * 40),
        ("😀" * 300, "😀" * 30),
        ("x" + "😀" * 300, "x" + "😀" * 29),
        (FLAG * 100, FLAG * 15),
        ("a" + FLAG * 100, "a" + FLAG * 14),
        ("👍🏽" * 100, "👍🏽" * 15),
        ("a" + "n\u0308" * 300, "a" + "n\u0308" * 39),
        ("a" * 119 + "é", "a" * 119),
        ("a" * 118 + " . b", "a" * 118),
        ("z" + "\u0301\u0302" * 500, "ź" + "\u0302" + "\u0301\u0302" * 29),
    ],
)
def test_titles(title: str, stem: str) -> None:
    name = file_name(title, ".mp3", fallback="fallback")
    assert name == f"{stem}.mp3"
    assert_safe(name)


@pytest.mark.parametrize("fallback", ["", "..", "\u200b", "/"])
def test_last_resort(fallback: str) -> None:
    assert file_name("", ".mp3", fallback=fallback) == "song.mp3"


def test_fallback_is_made_safe_too() -> None:
    assert file_name("?", ".mp3", fallback="../CON") == "_CON.mp3"


EVIL = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cf", "Cc", "Mn", "Cn", "Zs", "So"]),
        st.sampled_from('./\\:*?"<>| -~$conulaxp0123¹²\u202e\u200d🇺🇦👍🏽'),
    ),
    max_size=300,
)


@given(title=EVIL)
@example(title="con\u0301")
@example(title="_" * 119 + "é")
@example(title="< \u0338")
def test_always_safe(title: str) -> None:
    name = file_name(title, ".mp3", fallback="fallback")
    assert_safe(name)
    stem = name.removesuffix(".mp3")
    assert file_name(stem, ".mp3", fallback="other") == name  # nothing more to do


@given(title=EVIL, number=st.integers(2, 9_999))
def test_numbered_stays_safe_and_within_the_limit(title: str, number: int) -> None:
    stem = file_name(title, "", fallback="fallback")
    name = numbered(stem, number)
    assert name.endswith(f" ({number})")
    assert_safe(name + ".mp3")


def test_numbered() -> None:
    assert numbered("Title", 2) == "Title (2)"
    assert numbered("ж" * 60, 12) == "ж" * 57 + " (12)"
