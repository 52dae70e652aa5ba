"""What the desktop around the app is told, and what it says back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Deed(StrEnum):
    """What can be done from a notification."""

    SHOW = "show"
    PLAY = "play"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Notification:
    """One notification, in the user's words. Texts are plain: whoever shows them escapes."""

    key: str  # a later one of the same key takes its place
    title: str
    text: str = ""
    picture: Path | None = None
    deeds: tuple[tuple[Deed, str], ...] = ()  # with the label of each button
    sound: bool = False
    problem: bool = False
    replaces: tuple[str, ...] = ()  # keys of those that it sums up, which go


@dataclass(frozen=True, slots=True)
class Done:
    """A deed was chosen on the notification of that key."""

    deed: Deed
    key: str
    token: str = ""  # lets us come to the front under Wayland


class Play(StrEnum):
    """The words of MPRIS: https://specifications.freedesktop.org/mpris-spec/."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """What media keys and the system's player show; its position is asked for when needed."""

    job_id: str = ""  # empty: nothing is loaded
    title: str = ""
    tags: tuple[str, ...] = ()
    cover: Path | None = None
    length: float = 0.0  # seconds, 0 where it is not known
    state: Play = Play.STOPPED
    volume: float = 1.0  # 0 to 1, as the slider shows it


class Key(StrEnum):
    """What a media key or the system's player asks for."""

    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play_pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    SEEK_TO = "seek_to"  # value: seconds from the start
    VOLUME = "volume"  # value: 0 to 1
    RAISE = "raise"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A media key, with its number where it has one."""

    key: Key
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """For the icon in the launcher: how many songs are being made, how far they are."""

    running: int = 0
    share: float | None = None  # of several asked for: 0 to 1; never guessed for one song
