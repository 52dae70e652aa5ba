"""What the user chose and how the window was left; read and written by store/settings.py."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DEFAULT_API_URL = "https://whisul.com/api"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Settings(NamedTuple):
    """Defaults are what a first start has. Every field is text, number or bool: it is JSON."""

    welcomed: bool = False  # the first-run page was answered
    api_url: str = DEFAULT_API_URL
    save_folder: str = ""  # empty: the system's music folder
    theme: Theme = Theme.SYSTEM
    volume: int = 80  # per cent, as the slider shows it
    muted: bool = False
    continuous: bool = False  # go on to the next song at the end of one
    variations: int = 1
    draft: str = ""  # the prompt being written
    draft_parent: str = ""  # our id of the job that it was made from; empty: it is new
    batch_draft: str = ""  # the lines of prompts being written
    window_geometry: str = ""  # base64 of QWidget.saveGeometry
    splitter: str = ""  # base64 of QSplitter.saveState
    columns: str = ""  # JSON by column name: widths, order, visibility, sort
    grid: bool = False  # covers instead of rows
    sidebar: bool = True
    details: bool = True
    saved_searches: str = ""  # JSON: name and text of each, in the user's order
    name_template: str = "{title}"  # of files that are saved without asking for a name
    auto_save: bool = False  # each finished song goes to `save_folder` by itself
    auto_save_since: float = 0.0  # POSIX seconds: when that was switched on
    language: str = ""  # such as "de"; empty: the system's
    notify_ready: bool = True
    notify_failed: bool = True
    notify_sound: bool = False
    media_keys: bool = True
    close_to_tray: bool = False
    start_with_session: bool = False
