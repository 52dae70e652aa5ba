"""The player on a real sound server: what is heard, when, and what happens without a device."""

from __future__ import annotations

import time
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ui.player_fixtures import RATE, Driver, Sound, until

pytestmark = pytest.mark.e2e
SOON = 2.5  # seconds until it is told that a device is gone


def _positions(driver: Driver) -> list[float]:
    return [float(value) for name, value, _ in driver.events if name == "position_changed"]  # type: ignore[arg-type]


def test_a_song_is_heard_to_its_end_which_is_said_once(
    sound: Sound,
    driver: Driver,
    short_song: Path,
    tmp_path: Path,
) -> None:
    recording = sound.record("one", tmp_path / "played.raw")
    driver.send("set_volume", 100)
    driver.send("play", str(short_song))
    _, began = driver.wait("state_changed", lambda state: state == "playing")
    duration, _ = driver.wait("duration_changed")
    _, ended = driver.wait("finished")
    recording.close()
    complaints = driver.quit()
    assert duration == pytest.approx(1.5, abs=0.1)
    assert 1.2 < ended - began < 6
    assert recording.rms() > 0.01
    assert [name for name, *_ in driver.events].count("finished") == 1
    assert driver.events[-1][0] != "failed"
    assert max(_positions(driver)) == pytest.approx(1.5, abs=0.2)
    assert complaints == ""


def test_half_the_volume_is_far_less_than_half_the_voltage(
    sound: Sound,
    driver: Driver,
    song: Path,
    tmp_path: Path,
) -> None:
    loudness = {}
    for percent in (100, 50):
        driver.send("set_volume", percent)
        driver.send("play", str(song))
        driver.wait("position_changed", lambda value: float(value) > 0.2)  # type: ignore[arg-type]
        recording = sound.record("one", tmp_path / f"{percent}.raw")
        begin = recording.seconds()
        until(lambda begin=begin, of=recording: of.seconds() > begin + 0.6, "a recording")
        loudness[percent] = max(abs(value) for value in recording.samples(last=0.4))
        recording.close()
        driver.send("release")
        driver.wait("did release")
    assert 0.1 < loudness[50] / loudness[100] < 0.4


def test_pausing_does_not_click(sound: Sound, driver: Driver, song: Path, tmp_path: Path) -> None:
    driver.send("set_volume", 100)
    driver.send("play", str(song))
    worst = []
    for number in range(4):  # where in its wave the tone is cut off is chance
        recording = sound.record("one", tmp_path / f"{number}.raw")
        until(lambda of=recording: len(_heard(of.samples())) > RATE // 4, "sound")
        driver.send("pause")
        driver.wait("state_changed", lambda state: state == "paused")
        until(lambda of=recording: max(map(abs, of.samples(last=0.2)), default=1) == 0, "silence")
        recording.close()
        samples = recording.samples()
        last = _heard(samples)[-1]
        end = samples[last - RATE // 10 : last + 200]
        jump = max(abs(after - before) for before, after in pairwise(end))
        worst.append(jump / max(map(abs, samples)))
        driver.send("toggle")
    assert max(worst) < 0.25, worst


def _heard(samples: array[int]) -> list[int]:
    return [number for number, value in enumerate(samples) if abs(value) > 50]


def test_of_many_seeks_the_last_counts_and_positions_never_jump_back(
    driver: Driver,
    song: Path,
) -> None:
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    for number in range(40):
        driver.send("seek", 2 + number * 0.5)
    driver.wait("did seek")
    driver.send("set_volume", 10)
    driver.wait("did set_volume")
    driver.wait("position_changed", lambda value: float(value) > 22)  # type: ignore[arg-type]
    arrived = next(number for number, position in enumerate(_positions(driver)) if position >= 21.5)
    positions = _positions(driver)
    assert all(position < 20 or position >= 21.4 for position in positions[:arrived][-1:])
    assert min(positions[arrived:]) >= 21.4
    assert len([p for p in positions[:arrived] if p > 2]) < 30  # not every seek was carried out
    driver.send("pause")
    driver.send("seek", 5)
    driver.wait("position_changed", lambda value: abs(float(value) - 5) < 0.3)  # type: ignore[arg-type]
    assert driver.quit() == ""


def _is_heard(sound: Sound, sink: str, file: Path) -> None:
    recording = sound.record(sink, file)
    until(lambda: max(map(abs, recording.samples(last=0.3)), default=0) > 500, f"sound on {sink}")
    recording.close()


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_it_follows_the_default_device_and_says_when_there_is_none(
    sound: Sound, driver: Driver, song: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    driver.send("set_volume", 100)
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    sound.pactl("set-default-sink", "two")
    _is_heard(sound, "two", tmp_path / "two.raw")
    for name in order:
        sound.remove_sink(name)
    gone = time.monotonic()
    said, when = driver.wait("failed")
    assert "The sound device is gone" in str(said)
    assert when - gone < SOON
    assert driver.events[-2][:2] == ("state_changed", "paused")
    for name in ("one", "two"):
        sound.modules[name] = sound.add_sink(name)
    sound.pactl("set-default-sink", "one")
    driver.send("toggle")
    driver.wait("state_changed", lambda state: state == "playing")
    _is_heard(sound, "one", tmp_path / "one.raw")


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_play_without_a_device_is_refused_until_the_same_one_is_back(
    sound: Sound, driver: Driver, song: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    """Qt may still know the device: then the time would go on in silence."""
    driver.send("set_volume", 100)
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    sound.pactl("set-default-sink", "two")
    _is_heard(sound, "two", tmp_path / "two.raw")
    for name in order:
        sound.remove_sink(name)
    driver.wait("failed")
    for again in (["toggle"], ["play", str(song)]):
        sent = time.monotonic()
        driver.send(*again)
        said, when = driver.wait("failed")
        assert "Connect one and press Play." in str(said)
        assert when - sent < SOON
        driver.send("release")  # the next one opens the device anew
        driver.wait("did release")
    driver.send("play", str(song))
    driver.wait("failed")
    sound.modules["two"] = sound.add_sink("two")
    driver.send("toggle")
    driver.wait("state_changed", lambda state: state == "playing")
    _is_heard(sound, "two", tmp_path / "again.raw")


def test_released_files_are_closed(driver: Driver, song: Path) -> None:
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    driver.send("open_files")
    names, _ = driver.wait("open_files")
    assert str(song) in names  # type: ignore[operator]
    driver.send("release")
    driver.send("open_files")
    names, _ = driver.wait("open_files")
    assert str(song) not in names  # type: ignore[operator]
    driver.send("toggle")
    driver.send("seek", 3)
    assert driver.quit() == ""
    assert driver.events[-1][0] == "did seek"


def test_quitting_while_it_plays(driver: Driver, song: Path) -> None:
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    assert driver.quit() == ""


@pytest.mark.parametrize("content", [b"", b"<html>" * 50, b"ID3\x03\x00" + b"x" * 999])
def test_a_damaged_file_is_said_and_the_next_one_plays(
    driver: Driver,
    song: Path,
    tmp_path: Path,
    content: bytes,
) -> None:
    damaged = tmp_path / "damaged.mp3"
    damaged.write_bytes(content)
    driver.send("play", str(damaged))
    said, _ = driver.wait("failed")
    assert "can't be played" in str(said)
    driver.send("play", str(song))
    driver.wait("position_changed", lambda value: float(value) > 0.1)  # type: ignore[arg-type]
    driver.send("play", "https://whisul.com/song.mp3")
    said, _ = driver.wait("failed")
    assert "not on this computer" in str(said)
    driver.quit()
    assert [name for name, *_ in driver.events].count("failed") == 2


def test_without_a_sound_server_it_says_so(
    sound: Sound,
    song: Path,
    tmp_path: Path,
) -> None:
    silent = Driver(sound.environment | {"PULSE_SERVER": f"unix:{tmp_path}/none"})
    silent.send("play", str(song))
    said, _ = silent.wait("failed")
    assert "No sound device" in str(said)
    silent.send("toggle")
    silent.wait("failed")
    silent.quit()
    silent.kill()
