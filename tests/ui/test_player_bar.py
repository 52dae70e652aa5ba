"""The player bar: what it shows, what it asks for, and that seeking never fights the drag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY, named
from whisul_desktop.core.settings import Theme
from whisul_desktop.core.types import Song
from whisul_desktop.ui.player_bar import PlayerBar
from whisul_desktop.ui.sliders import SeekSlider, VolumeSlider
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.track_button import TrackButton

# of tooltips, on a platform without a screen
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> PlayerBar:
    made = PlayerBar(look)
    qtbot.addWidget(made)
    made.resize(1000, 72)
    made.show()
    return made


@pytest.fixture
def loaded(bar: PlayerBar) -> PlayerBar:
    bar.set_track(READY)
    bar.set_duration(167.0)
    return bar


def _seek(bar: PlayerBar) -> SeekSlider:
    slider = named(bar, "Seek", QSlider)
    assert isinstance(slider, SeekSlider)
    return slider


def _volume(bar: PlayerBar) -> VolumeSlider:
    slider = named(bar, "Volume", QSlider)
    assert isinstance(slider, VolumeSlider)
    return slider


def _times(bar: PlayerBar) -> list[str]:
    return [label.text() for label in _labels(bar)]


def _labels(bar: PlayerBar) -> list[QLabel]:
    return [label for label in bar.findChildren(QLabel) if label.objectName() != "timeTip"]


def _at(slider: QSlider, share: float) -> QPoint:
    return QPoint(10 + round(share * (slider.width() - 20)), slider.height() // 2)


def _collect(signal: object) -> list[object]:
    got: list[object] = []
    signal.connect(lambda *values: got.append(values[0] if values else None))  # type: ignore[attr-defined]
    return got


def test_names_are_as_the_outside_expects_them(bar: PlayerBar) -> None:
    for name in ("Previous", "Play", "Next", "Seek", "Mute", "Volume", "Go on to the next song"):
        assert named(bar, name)
    bar.set_playing(True)
    assert named(bar, "Pause", QToolButton)
    bar.set_playing(False)
    assert named(bar, "Play", QToolButton)


def test_nothing_loaded(bar: PlayerBar) -> None:
    assert _times(bar) == ["0:00", "0:00"]
    assert not _seek(bar).isEnabled()
    assert not named(bar, "Nothing playing", TrackButton).isEnabled()
    assert not bar.grab().isNull()


def test_buttons_ask_and_setters_do_not(qtbot: QtBot, loaded: PlayerBar) -> None:
    asked = {
        name: _collect(getattr(loaded, name))
        for name in (
            "play_pause_requested", "previous_requested", "next_requested", "seek_requested",
            "volume_changed", "muted_changed", "continuous_changed", "track_clicked",
        )
    }  # fmt: skip
    loaded.set_volume(33)
    loaded.set_muted(True)
    loaded.set_continuous(True)
    loaded.set_position(20.0)
    loaded.set_duration(200.0)
    loaded.set_playing(True)
    assert not any(asked.values())
    for name in ("Previous", "Pause", "Next", "Mute", "Go on to the next song", "Midnight Grid"):
        qtbot.mouseClick(named(loaded, name), Qt.MouseButton.LeftButton)
    assert asked["muted_changed"] == [False]
    assert asked["continuous_changed"] == [False]
    for name in ("play_pause_requested", "previous_requested", "next_requested", "track_clicked"):
        assert len(asked[name]) == 1, name


def test_the_position_is_shown_and_told_to_screen_readers(loaded: PlayerBar) -> None:
    loaded.set_position(42.6)
    assert _times(loaded) == ["0:42", "2:47"]
    interface = QAccessible.queryAccessibleInterface(_seek(loaded))
    assert interface.valueInterface().currentValue() == 42
    assert interface.valueInterface().maximumValue() == 167
    assert _seek(loaded).accessibleDescription() == "0:42 of 2:47"


def test_the_duration_is_the_lists(bar: PlayerBar) -> None:
    for listed, own, shown in ((38, 37.4, "0:38"), (None, 37.6, "0:38"), (30, 37.4, "0:37")):
        song = Song("A", duration=listed)
        bar.set_track(replace(READY, id=f"{own}{listed}", song=song))
        bar.set_duration(own)
        assert _times(bar)[1] == shown


def test_a_screen_reader_can_seek(loaded: PlayerBar) -> None:
    sought = _collect(loaded.seek_requested)
    QAccessible.queryAccessibleInterface(_seek(loaded)).valueInterface().setCurrentValue(90)
    assert sought == [90.0]
    assert _times(loaded)[0] == "1:30"


def test_a_press_on_the_groove_goes_there(qtbot: QtBot, loaded: PlayerBar) -> None:
    sought = _collect(loaded.seek_requested)
    qtbot.mouseClick(_seek(loaded), Qt.MouseButton.LeftButton, pos=_at(_seek(loaded), 0.5))
    assert sought == [pytest.approx(83.5, abs=0.5)]


def test_while_dragged_positions_do_not_move_it(qtbot: QtBot, loaded: PlayerBar) -> None:
    slider = _seek(loaded)
    sought = _collect(loaded.seek_requested)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.2))
    for step in range(20):
        qtbot.mouseMove(slider, _at(slider, 0.2 + step * 0.03))
        loaded.set_position(3.0)
    assert slider.position() == pytest.approx(0.77 * 167, abs=1)
    assert _times(loaded)[0] == "2:08"
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.8))
    assert sought[-1] == pytest.approx(0.8 * 167, abs=1)
    assert len(sought) < 10  # 20 moves, but not 20 seeks
    loaded.set_position(135.0)
    assert slider.position() == 135.0


def test_a_long_drag_is_followed_before_it_ends(qtbot: QtBot, loaded: PlayerBar) -> None:
    slider = _seek(loaded)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.2))
    with qtbot.waitSignal(loaded.seek_requested) as sought:
        qtbot.mouseMove(slider, _at(slider, 0.6))
    assert sought.args == [pytest.approx(0.6 * 167, abs=1)]
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.6))


def test_keys_seek_by_five_seconds(qtbot: QtBot, loaded: PlayerBar) -> None:
    loaded.set_position(40.0)
    sought = _collect(loaded.seek_requested)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(_seek(loaded), key)
    assert sought == [45.0, 40.0, 35.0, 0.0]


def _wheel(widget: object, turn: int) -> None:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def test_the_wheel_is_for_the_volume_only(loaded: PlayerBar) -> None:
    sought, volumes = _collect(loaded.seek_requested), _collect(loaded.volume_changed)
    loaded.set_volume(50)
    _wheel(_seek(loaded), 120)
    _wheel(_volume(loaded), 120)
    _wheel(_volume(loaded), -120)
    _wheel(_volume(loaded), -120)
    assert sought == []
    assert volumes == [55, 50, 45]


def test_time_runs_to_the_right_in_every_language(qtbot: QtBot, loaded: PlayerBar) -> None:
    loaded.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    slider = _seek(loaded)
    assert slider.layoutDirection() == Qt.LayoutDirection.LeftToRight
    sought, volumes = _collect(loaded.seek_requested), _collect(loaded.volume_changed)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=_at(slider, 0.25))
    assert sought == [pytest.approx(0.25 * 167, abs=1)]
    volume = _volume(loaded)
    qtbot.mouseClick(volume, Qt.MouseButton.LeftButton, pos=_at(volume, 0.25))
    assert volumes == [pytest.approx(75, abs=2)]
    left, right = (label.mapTo(loaded, QPoint()).x() for label in _labels(loaded))
    assert left < slider.mapTo(loaded, QPoint()).x() < right


def test_another_song_starts_at_the_beginning_news_of_it_do_not(loaded: PlayerBar) -> None:
    loaded.set_position(60.0)
    loaded.set_track(replace(READY, cover_file="a.jpg"))
    assert _times(loaded) == ["1:00", "2:47"]
    loaded.set_track(replace(READY, id="b" * 32))
    assert _times(loaded) == ["0:00", "0:00"]


def test_problems_and_hostile_titles(bar: PlayerBar) -> None:
    song = Song("<b>&amp;</b>\n" + "x" * 100_000, None, None, ("<i>",))
    bar.set_track(replace(READY, song=song))
    bar.set_problem("No sound device was found.")
    track = bar.findChild(TrackButton)
    assert track is not None
    assert len(track.accessibleName()) <= 400
    assert track.accessibleName().startswith("<b>&amp;</b> x")
    assert track.accessibleDescription() == "No sound device was found."
    assert "<b>" not in track.toolTip()
    bar.set_problem("")
    assert track.accessibleDescription() == "<i>"
    assert bar.minimumSizeHint().width() < 760


def test_the_thumbnail_comes_in_and_goes(
    qtbot: QtBot,
    bar: PlayerBar,
    cover: Path,
) -> None:
    track = bar.findChild(TrackButton)
    assert track is not None
    blank = track.grab().toImage().pixelColor(24, 24)
    bar.set_track(READY, cover)
    qtbot.waitUntil(lambda: track.grab().toImage().pixelColor(24, 24).name() == "#c0336b")
    bar.set_track(None)
    assert track.grab().toImage().pixelColor(24, 3) != "#c0336b"
    assert blank.name() != "#c0336b"


def test_the_theme_changes_live(bar: PlayerBar, look: Look) -> None:
    before = bar.grab().toImage()
    look.tokens = look.tokens._replace(surface="#18181f")
    look.changed.emit()
    assert bar.grab().toImage() != before
    look.set_theme(Theme.LIGHT)


def test_a_problem_has_room_for_all_of_it_in_the_smallest_window(bar: PlayerBar) -> None:
    bar.set_track(READY)
    bar.resize(760, 72)
    track = bar.findChild(TrackButton)
    assert track is not None
    calm = track.grab().toImage()
    bar.set_problem("No sound device was found. Connect one and press Play.")
    assert bar.minimumSizeHint().width() <= 760
    bar.layout().activate()
    short = track.grab().toImage()
    bar.set_problem("No sound device was found. Connect one and press Plax.")
    assert calm.size() != short.size()
    assert track.grab().toImage() != short  # the last letter can be seen


def test_the_time_under_the_pointer_is_no_window_and_covers_nothing(
    qtbot: QtBot, loaded: PlayerBar
):
    seek, before = _seek(loaded), set(QApplication.topLevelWidgets())
    for x in (1, seek.width() // 2, seek.width() - 2):
        qtbot.mouseMove(seek, QPoint(x, 12))
        tip = loaded.findChild(QLabel, "timeTip")
        assert tip is not None
        assert tip.isVisible()
        assert loaded.rect().contains(tip.geometry())
        assert tip.height() == 20
        assert loaded.childAt(tip.geometry().center()) is not tip
        groove = seek.mapTo(loaded, QPoint(x, 10)).y()
        assert groove - tip.geometry().bottom() - 1 == 8
        qtbot.mouseClick(seek, Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    assert tip.text() == "2:47"
    assert {w for w in QApplication.topLevelWidgets() if w.isVisible()} <= before
    qtbot.mouseMove(loaded, QPoint(2, 2))
    qtbot.waitUntil(lambda: not tip.isVisible())
