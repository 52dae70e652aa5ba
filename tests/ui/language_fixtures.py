"""The app in other languages: those that it ships, and two made up for tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from tests.translations import FOLDER, tool
from whisul_desktop.ui.elided_label import ElidedLabel
from whisul_desktop.ui.language import ENGLISH, Speech

ACCENTED, RIGHT_TO_LEFT = "en_XA", "ar_XB"
Speak = Callable[[str], None]
OWN = re.compile(  # the same in every language: names, numbers, shortcuts, the user's own
    r"[\W\d]*|Whisul( Desktop)?|.*\.mp3|\{\w+\}|https?:.*|[/\\].*|(\w+\+)+\S+|\w+:\S+"
    r"|Esc|Return|<a href=.*",
    re.DOTALL,
)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the two languages that are made for tests."""
    folder = tmp_path_factory.mktemp("translations")
    tool().pseudo(folder)
    return folder


@pytest.fixture
def speaking(qapp: QApplication, made_up: Path) -> Iterator[Speak]:
    """Speak a language; English and the C locale again after the test."""
    before = QLocale()
    shipped, for_tests = Speech(qapp, FOLDER), Speech(qapp, made_up)

    def wanted(code: str) -> None:
        for_tests.be_silent()
        shipped.be_silent()
        (for_tests if code in (ACCENTED, RIGHT_TO_LEFT) else shipped).speak(code)

    yield wanted
    wanted(ENGLISH)
    shipped.be_silent()
    QLocale.setDefault(before)


def shown(parent: QWidget) -> list[QLabel | QAbstractButton]:
    """All that is there to be read in a window."""
    kinds = (QLabel, QAbstractButton)
    return [
        child
        for kind in kinds
        for child in parent.findChildren(kind)
        if child.isVisibleTo(parent) and child.text()
    ]


def is_clipped(part: QLabel | QAbstractButton) -> bool:
    """Whether it has less room than its words take."""
    if isinstance(part, ElidedLabel):
        return False
    if isinstance(part, QLabel):
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height()
        return part.sizeHint().width() > part.width()
    if isinstance(part, QToolButton) and (
        part.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return False
    return part.minimumSizeHint().width() > part.width()


def is_cut(part: QWidget, window: QWidget) -> bool:
    """Whether some of it is outside of what it is in; what can be scrolled to is not."""
    outer = part.parentWidget()
    while outer is not None and part is not window:
        if isinstance(outer.parentWidget(), QAbstractScrollArea):
            return False
        if not outer.rect().contains(QRect(part.mapTo(outer, QPoint(0, 0)), part.size())):
            return True
        if outer is window:
            return False
        outer = outer.parentWidget()
    return False


def overlaps(window: QWidget) -> list[tuple[str, str]]:
    """Neighbours of which one lies on the other."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    found: list[tuple[str, str]] = []
    for parent in [window, *window.findChildren(QWidget)]:
        neighbours = [
            child
            for child in parent.children()
            if isinstance(child, kinds) and child.isVisibleTo(window) and not child.size().isEmpty()
        ]
        for one, other in combinations(neighbours, 2):
            if one.geometry().intersects(other.geometry()):
                found.append((str(one), str(other)))
    return found


def faults(window: QWidget, code: str) -> list[str]:
    """What is not as it should be, in the words of the window's parts."""
    parts = shown(window)
    assert parts
    told = [f"clipped: {part.text()}" for part in parts if is_clipped(part)]
    told += [f"cut off: {part.text()}" for part in parts if is_cut(part, window)]
    told += [f"one on the other: {both}" for both in overlaps(window)]
    told += [f"empty: {part}" for part in parts if not part.text().strip("\u2068\u2069 ")]
    if code in (ACCENTED, RIGHT_TO_LEFT):
        texts = [part.text() for part in parts if "[" not in part.text()]
        told += [f"not translated: {text}" for text in texts if not OWN.fullmatch(text)]
    return told
