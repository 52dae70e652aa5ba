"""The language: the system's, another one chosen, and the window built anew in it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.conftest import StartApp

GERMAN = {"LC_ALL": "", "LANGUAGE": "", "LANG": "de_DE.UTF-8"}


def test_the_language_of_the_system_and_a_choice(start_app: StartApp, tmp_path: Path) -> None:
    app = start_app("--demo", environment=GERMAN)
    app.find("Erzeugen", role="button")
    app.find("Noch keine Songs")
    app.wait_until_active()
    app.key("ctrl+comma")
    app.find("Einstellungen", role="dialog", states=["active"])
    app.tab_to("Wie das System", role="combo box")
    app.key("End")  # of Wie das System, Deutsch, English
    app.press("Restart Now")  # in the words of who can't read German
    app.find("Generate", role="button")
    app.find("No songs yet")
    assert app.quit()[0] == 0
    settings = json.loads((app.data_dir / "settings.json").read_text("utf-8"))
    assert settings["language"] == "en"
    again = start_app("--demo", environment=GERMAN)
    again.find("Generate", role="button")
    assert again.quit()[0] == 0
