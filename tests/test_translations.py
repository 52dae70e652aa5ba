"""Every text that is shown can be translated, and is: into German, and into English plurals."""

from __future__ import annotations

import ast
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.translations import FOLDER, ROOT, messages, tool

AGAIN = "run `python packaging/translations.py` and finish what it finds"
PACKAGE = ROOT / "whisul_desktop"
# Functions whose words lupdate takes, by their last name, and where the words stand in a call.
MARKING = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}
# What shows the texts that it is given.
SHOWING = re.compile(
    r"set(Text|WindowTitle|Title|ToolTip|StatusTip|WhatsThis|PlaceholderText|LabelText|Suffix|Prefix"
    r"|InformativeText|DetailedText|AccessibleName|AccessibleDescription|IconText)"
    r"|add(Action|Menu|Item|Items|Button|Tab|_line)|show_(notice|text|message|problem|error|success)"
    r"|announce|QLabel|QPushButton|QToolButton|QRadioButton|QCheckBox|QGroupBox|QAction|QMenu"
    r"|QListWidgetItem|MessageLine|TickBox|TextBlock|_Command|ask"
)
NAMES = {"Whisul Desktop", "Del", "Space"}  # the same in every language; keys, which Qt translates
# What is no words: addresses, ids, what stands for values, the names of objects.
NO_WORDS = re.compile(r"https?:\S+|[0-9a-f]{8}-[0-9a-f-]{27}|%L?n|\{\w*\}|\w+_")


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    return tool()


def test_they_are_those_of_the_code(translations: ModuleType, tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, tmp_path)
    translations.update(tmp_path)
    for path in FOLDER.glob("*.ts"):
        assert (tmp_path / path.name).read_text("utf-8") == path.read_text("utf-8"), AGAIN


def test_what_the_app_reads_is_made_of_them(translations: ModuleType, tmp_path: Path) -> None:
    translations.release(FOLDER, tmp_path)
    assert {path.name for path in FOLDER.glob("*.qm")} == {"whisul_de.qm", "whisul_en.qm"}
    for path in FOLDER.glob("*.qm"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), AGAIN


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_text_is_translated(language: str) -> None:
    for message in messages(FOLDER / f"whisul_{language}.ts"):
        assert message.is_finished, f"{message}: {AGAIN}"
        assert all(text.strip() for text in message.translations), message


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_stands_for_values_and_keys_is_kept(language: str) -> None:
    for message in messages(FOLDER / f"whisul_{language}.ts"):
        for text in message.translations:
            assert _fixed(text) == _fixed(message.source), message
            assert text == text.strip(), message


def _fixed(text: str) -> Counter[str]:
    """What a translation has as often as its source."""
    return Counter(re.findall(r"%L?n|%\d|\{\w*\}|}}|(?<!&)&(?=\w)|\n|…$|:$|WHISUL_API_KEY", text))


def test_lupdate_finds_every_text() -> None:
    known = {(message.context, message.source) for message in messages(FOLDER / "whisul_de.ts")}
    marked = [mark for path in _sources() for mark in _marks(path)]
    assert len(marked) > 500
    for where, context, words in marked:
        assert (context, words) in known, f"{where}: lupdate does not see {words!r} of {context!r}"


def test_no_text_is_shown_without_being_translatable() -> None:
    bare = [trouble for path in _sources() for trouble in _bare(path)]
    assert not bare, "\n".join(bare)


def test_what_is_shown_untranslated_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "window.py"
    path.write_text(
        "label.setText('Hello')\n"
        "box.show_text('info', f'{name} is here')\n"
        "menu.addAction(self.tr('Open'))\n"
        "QLabel(self.tr('Never') + ' ever')\n"
        "_Command('save', self.tr('Save'), 'Ctrl+S', 'save')\n"
        "label.setText('0:00')\n",
        encoding="utf-8",
    )
    assert [trouble.split(": ")[1] for trouble in _bare(path)] == ["Hello", " is here", " ever"]


def _sources() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("*.py"))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literal(node: ast.expr | None) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[union-attr]


def _marks(path: Path) -> list[tuple[str, str, str]]:
    """Where, context and words of each text that is marked for translation."""
    found: list[tuple[str, str, str]] = []

    def walk(node: ast.AST, within: str) -> None:
        if isinstance(node, ast.ClassDef):
            within = node.name
        if isinstance(node, ast.Call) and (place := MARKING.get(_called(node))) is not None:
            where = f"{path.name}:{node.lineno}"
            words = _literal(node.args[place]) if len(node.args) > place else None
            context = _literal(node.args[0]) if place else within
            if place == 0:
                assert ast.unparse(node.func) == "self.tr", f"{where}: which context?"
                assert words is not None, f"{where}: no literal text"
            elif _called(node) == "QT_TRANSLATE_NOOP":
                assert words is not None, f"{where}: no literal text"
            if words is not None and context is not None:
                found.append((where, context, words))
        for child in ast.iter_child_nodes(node):
            walk(child, within)

    walk(ast.parse(path.read_text("utf-8")), "")
    return found


def _bare(path: Path) -> list[str]:
    """Texts with words in them that are given to what shows them, and not marked."""
    found: list[str] = []

    def words(node: ast.AST) -> None:
        if isinstance(node, ast.Call) and _called(node) in MARKING:
            return
        if isinstance(node, (ast.Lambda, ast.Subscript, ast.Compare)):
            return
        text = _literal(node) if isinstance(node, ast.expr) else None
        if text and text not in NAMES and re.search(r"[^\W\d_]{2}", NO_WORDS.sub("", text)):
            found.append(f"{path.name}:{getattr(node, 'lineno', 0)}: {text}")
        for child in ast.iter_child_nodes(node):
            words(child)

    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and SHOWING.fullmatch(_called(node)):
            for argument in node.args:
                if not _is_name(argument):
                    words(argument)
    return found


def _is_name(argument: ast.expr) -> bool:
    """Of an icon, a command, a kind of notice; a shortcut."""
    text = _literal(argument)
    return text is not None and bool(re.fullmatch(r"[a-z0-9_-]+|(\w+\+)+.+", text))


def test_german_is_written_as_german_is() -> None:
    for message in messages(FOLDER / "whisul_de.ts"):
        for text in message.translations:
            assert not re.search(r'"|\.\.\.$|“\S+”', text), message
            assert text.count("„") == text.count("“"), message


# What the app calls by another word: Songs, Cover, Prompt, Audio.
OTHER_WORDS = re.compile(r"\bLied(er)?\b|\bBild(ern?)?\b|\bBeschreibung|\bTon(gerät|bibliothek)")


def test_german_has_one_word_for_a_thing() -> None:
    linux = ROOT / "packaging" / "linux"
    entry = (linux / "whisul-desktop.desktop").read_text("utf-8")
    metainfo = (linux / "com.whisul.desktop.metainfo.xml").read_text("utf-8")
    texts = [text for message in messages(FOLDER / "whisul_de.ts") for text in message.translations]
    texts += re.findall(r"^(?:GenericName|Comment|Name)\[de\]=(.+)", entry, re.MULTILINE)
    texts += re.findall(r'xml:lang="de">([^<]+)', metainfo)
    assert not [text for text in texts if OTHER_WORDS.search(text)]
