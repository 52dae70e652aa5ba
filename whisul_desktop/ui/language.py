"""The language of the app's words, and the numbers and dates that go with it.

A language is a file `whisul_CODE.qm` in the folder of the translations; which side the text starts
from is told by Qt's own translation of that language.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

ENGLISH = "en"  # what the code is written in; its file has the plural forms alone
_log = logging.getLogger(__name__)


def languages(folder: Path) -> list[str]:
    """The codes that can be chosen, such as "de"."""
    return sorted(path.stem.removeprefix("whisul_") for path in folder.glob("whisul_*.qm"))


def native_name(code: str) -> str:
    """What its speakers call it, as at the begin of a sentence."""
    name = "English" if code == ENGLISH else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def spoken(language: str, folder: Path) -> str:
    """The code of what is spoken where the user chose `language`, "" being the system's."""
    known = languages(folder)
    wished = [language] if language else QLocale.system().uiLanguages()  # the most wished first
    return next((code for tag in wished if (code := tag.replace("-", "_")) in known), ENGLISH)


class Speech:
    """What is spoken, as long as the app lives.

    It remembers its translators: to ask the app for its children costs 7 ms of the start.
    """

    def __init__(self, app: QCoreApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._translators: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Speak it from now on, for what is built later; "" is the system's."""
        code = spoken(language, self._folder)
        self.be_silent()
        self._translators = [translator_of(code, self._folder)]
        if code != ENGLISH:
            qt = QTranslator()
            there = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            # none for a language that Qt does not know: its few words stay English
            if qt.load(QLocale(code), "qtbase", "_", there):
                self._translators.insert(0, qt)
        for translator in self._translators:  # the last one is asked first
            self._app.installTranslator(translator)
        QLocale.setDefault(_locale(code) if language else QLocale.system())

    def be_silent(self) -> None:
        """The words of the code, without plurals."""
        while self._translators:
            self._app.removeTranslator(self._translators.pop())


def translator_of(code: str, folder: Path) -> QTranslator:
    """The app's words in that language; empty, which is English, where they can't be read."""
    translator = QTranslator()
    if not translator.load(f"whisul_{code}", str(folder)):
        _log.warning("the translation %s can't be read", code)
    return translator


def _locale(code: str) -> QLocale:
    """The chosen language as it is written where the user lives: 24 hours in an English Berlin."""
    system = QLocale.system()
    locale = QLocale(code)
    here = QLocale(locale.language(), system.territory())
    return here if "_" not in code and here.territory() == system.territory() else locale
