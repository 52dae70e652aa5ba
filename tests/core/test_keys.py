"""Pasted keys are cleaned, or refused naming the character (fault 31)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.errors import BadApiKey
from whisul_desktop.core.keys import MAX_KEY_LENGTH, clean_key

KEY = "whisul_sk-9Zx/+=.~!#$%&*key"
VISIBLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=40)
AROUND = st.text("\n\r\t \u00a0\ufeff\u200b\u200d\u2060\u202e\u3000", max_size=6)


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"{KEY}\n",
        f"\r\n  {KEY}\t\n",
        f"\ufeff{KEY}",
        f"\u00a0{KEY}\u00a0",
        f"\u200b{KEY}\u2060\u200e",
        f'"{KEY}"',
        f"'{KEY}'",
        f"“{KEY}”",
        f"‘{KEY}’",
        f"«{KEY}»",
        f"`{KEY}`",
        f'" {KEY} "',
        f"""'"{KEY}"'""",
        f"Bearer {KEY}",
        f"bearer\t{KEY}",
        f"BEARER \u00a0{KEY}",
        f"Authorization: Bearer {KEY}",
        f"authorization:Bearer {KEY}\r\n",
        f"Authorization: {KEY}",
        f'"Authorization: Bearer {KEY}"',
        f'Authorization: "Bearer {KEY}"',
        f"Bearer Bearer {KEY}",
        f"\ufeff'Bearer\u00a0\"{KEY}\"'\n\n",
    ],
)
def test_what_copying_adds_is_taken_off(pasted: str) -> None:
    assert clean_key(pasted) == KEY


@pytest.mark.parametrize(
    "key", ["Bearer1234", "bearer-1234", "authorization", "'abc", 'a"b', '"', "x" * MAX_KEY_LENGTH]
)
def test_no_rules_of_our_own(key: str) -> None:
    assert clean_key(key) == key


@pytest.mark.parametrize("pasted", ["", " ", "\n\ufeff\u200b", '""', "' '", "Bearer", "Bearer \n"])
def test_nothing_is_no_key(pasted: str) -> None:
    with pytest.raises(BadApiKey) as caught:
        clean_key(pasted)
    assert caught.value.reason == "it is empty"


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        ("abc def", "character 4 is a space"),
        ("abc\ndef", "character 4 is a line break"),
        ("ab\tdef", "character 3 is a tab"),
        ("аbc", "character 1 is “а”, cyrillic small letter a (U+0430)"),
        ("Bearer sk-Аbc", "character 4 is “А”, cyrillic capital letter a (U+0410)"),
        ("abc…", "character 4 is “…”, horizontal ellipsis (U+2026)"),
        ("ab\u200bc", "character 3 is an invisible character, zero width space (U+200B)"),
        ("ab\u00a0c", "character 3 is an invisible character, no-break space (U+00A0)"),
        ("ab\x00c", "character 3 is an invisible character (U+0000)"),
        ("ab\x7fc", "character 3 is an invisible character (U+007F)"),
        ("ab\ud800c", "character 3 is an invisible character (U+D800)"),
        ("x" * 1_001, "it has 1,001 characters, more than 1,000"),
        ("x" * 3_000, "it has 3,000 characters, more than 1,000"),
        (" " * 20_000, "it has 20,000 characters, more than 1,000"),
    ],
)
def test_refused_naming_the_character(pasted: str, reason: str) -> None:
    with pytest.raises(BadApiKey) as caught:
        clean_key(pasted)
    assert caught.value.reason == reason


def test_a_thousand_quotes_are_no_trouble() -> None:
    assert clean_key('"' * 4_000 + "k" + '"' * 4_000) == "k"


@given(st.text(max_size=200))
def test_key_or_reason_whatever_is_pasted(pasted: str) -> None:
    try:
        key = clean_key(pasted)
    except BadApiKey as error:
        assert error.reason  # noqa: PT017 - most are refused, some are not
    else:
        assert key.isascii()
        assert key.isprintable()
        assert " " not in key
        assert clean_key(key) == key


@given(key=VISIBLE, before=AROUND, after=AROUND)
def test_blanks_around_never_matter(key: str, before: str, after: str) -> None:
    try:
        expected = clean_key(key)
    except BadApiKey:
        expected = None  # nothing but quotes or "Bearer"
    if expected is not None:
        assert clean_key(before + key + after) == expected
