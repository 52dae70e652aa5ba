"""Writes the translations: `python packaging/translations.py`, whenever a text has changed.

Takes the texts out of the code into resources/translations/whisul_*.ts, which translators edit, and
makes the .qm files from them, which the app reads and which are in git too: who starts the app from
source needs no tool. `pseudo FOLDER` makes two languages for tests instead, out of the English:
accented and 40 % longer (en_XA), and the same from right to left (ar_XB).
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "en")  # English, which the code is written in, has the plural forms alone
PSEUDO = ("en_XA", "ar_XB")

_KEPT = re.compile(  # what no translation may touch
    r"""%L?n|%L?\d|\{\w*\}|<[^>]*>|https?:\S+|&(?=\w)|[A-Z_]{6,}|(?<![\w“])[a-z]+:[^\s,]+"""
)
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
# A mark and an isolate for Latin letters that are to behave as Arabic ones, and its end.
_RTL, _POP = "\u200f\u2067", "\u2069"


def update(folder: Path = FOLDER) -> None:
    """Bring the .ts files of the folder up to date with the code: new texts are unfinished, what
    is in the code no more goes."""
    sources = sorted(
        str(path.relative_to(ROOT)) for path in (ROOT / "whisul_desktop").rglob("*.py")
    )
    for language in LANGUAGES:
        _run(
            "lupdate",
            *sources,
            *("-source-language", "en", "-target-language", language),
            *("-locations", "none", "-no-obsolete", "-silent"),
            *["-pluralonly"] * (language == "en"),
            *("-ts", str(folder / f"whisul_{language}.ts")),
        )
    _fill_english(folder / "whisul_en.ts")


def _fill_english(path: Path) -> None:
    """A text without a plural, such as "Songs saved: %n", is right for every number."""
    tree = ET.parse(path)
    for message in tree.iter("message"):
        source, made = message.findtext("source") or "", message.find("translation")
        if made is not None and made.get("type") == "unfinished" and "(s)" not in source:
            del made.attrib["type"]
            for form in made.iter("numerusform"):
                form.text = source
    text = ET.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def release(folder: Path = FOLDER, into: Path = FOLDER) -> None:
    """Make a .qm file from each .ts file."""
    for path in sorted(folder.glob("*.ts")):
        _run("lrelease", str(path), "-silent", "-qm", str(into / f"{path.stem}.qm"))


def pseudo(folder: Path) -> None:
    """Make the two languages for tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in PSEUDO:
        tree = ET.parse(FOLDER / "whisul_de.ts")
        top = tree.getroot()
        top.set("language", language)
        right_to_left = language == "ar_XB"
        for message in top.iter("message"):
            text = pseudo_text(message.findtext("source") or "", right_to_left=right_to_left)
            made = message.find("translation")
            assert made is not None
            plural = message.get("numerus") == "yes"
            made.clear()  # of what the German translation was, its state too
            made.tail = "\n"
            if plural:
                for _form in range(6 if right_to_left else 2):
                    ET.SubElement(made, "numerusform").text = text
            else:
                made.text = text
        if right_to_left:  # what Qt asks for the direction
            context = ET.SubElement(top, "context")
            ET.SubElement(context, "name").text = "QGuiApplication"
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = "QT_LAYOUT_DIRECTION"
            ET.SubElement(message, "translation").text = "RTL"
        tree.write(folder / f"whisul_{language}.ts", encoding="utf-8", xml_declaration=True)
    release(folder, folder)


def pseudo_text(text: str, *, right_to_left: bool = False) -> str:
    """[Šåṽé…~~]: readable, 40 % longer and seen at both ends; %1, {name}, & and examples stay."""
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(_ACCENTED), kept.group()]
        end = kept.end()
    parts.append(text[end:].translate(_ACCENTED))
    more = max(0, round(0.4 * len(text)) - 2)  # beside the brackets; in words, which can be wrapped
    longer = f"[{''.join(parts)}{('~~~~~~~ ' * (more // 8 + 1))[:more].rstrip()}]"
    return f"{_RTL}{longer}{_POP}" if right_to_left else longer


def _run(tool: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / tool, folder / f"{tool}.exe") if path.is_file())
    subprocess.run([program, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["pseudo"]:
        pseudo(Path(sys.argv[2]))
    else:
        update()
        release()
