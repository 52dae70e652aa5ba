"""Settings are written whole and read whatever the file holds (fault 40)."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.settings import Settings, Theme
from whisul_desktop.store.settings import SettingsStore

DEFAULTS = Settings()._asdict()
CHANGED = Settings(
    welcomed=True,
    api_url="http://localhost:8000/api",
    save_folder="/home/é",
    theme=Theme.DARK,
    volume=0,
    muted=True,
    continuous=True,
    variations=3,
    draft="rain 🎧\n\ud800",
    draft_parent="0" * 32,
    window_geometry="AAA=",
    splitter="BBB=",
    columns="CCC=",
    grid=True,
    saved_searches="[]",
    name_template="{title} [{bpm}]",
    auto_save=True,
    language="de",
    notify_ready=False,
    notify_failed=False,
    notify_sound=True,
    media_keys=False,
    close_to_tray=True,
    start_with_session=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


@pytest.fixture
def store(path: Path) -> SettingsStore:
    return SettingsStore(path)


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The log has to tell that the file was ill."""
    caplog.set_level(logging.WARNING, "whisul_desktop.store.settings")
    yield
    assert "settings" in " ".join(record.getMessage() for record in caplog.get_records("call"))


def written(path: Path, content: bytes | dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_first_start_has_defaults(store: SettingsStore, path: Path) -> None:
    assert store.load() == Settings()
    assert not path.parent.exists()


def test_every_field_comes_back(store: SettingsStore, path: Path) -> None:
    store.save(CHANGED)
    assert store.load() == CHANGED
    assert names(path) == ["settings.json"]


def test_fields_that_are_new_or_gone_are_not_ill(store: SettingsStore, path: Path) -> None:
    written(path, {"volume": 30, "of_a_newer_version": [1]})
    assert store.load() == Settings(volume=30)
    assert names(path) == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 100_000,
        b'{"volume": ' + b"9" * 5_000 + b"}",
        b" " * 5_000_000,
        bytes(1_000),
    ],
)
@pytest.mark.usefixtures("warned")
def test_garbage_is_set_aside(store: SettingsStore, path: Path, content: bytes) -> None:
    written(path, content)
    assert store.load() == Settings()
    assert names(path) == ["settings.json.damaged"]
    assert path.with_name("settings.json.damaged").read_bytes() == content
    assert store.load() == Settings()


ILL = [
    pytest.param(name, value, id=f"{name}={value!r}")
    for name, default in DEFAULTS.items()
    for value in (None, [], {}, 1.5, -1, 10**30, "neon", True, float("nan"))
    if type(value) is not type(default) or name in {"volume", "variations"}
]


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize(("field", "value"), ILL)
def test_ill_fields_have_their_defaults_and_the_rest_stays(
    store: SettingsStore, path: Path, field: str, value: Any
) -> None:
    default = getattr(Settings(), field)
    written(path, {**CHANGED._asdict(), field: value})
    expected = CHANGED._replace(**{field: default})
    assert store.load() == expected
    assert names(path) == ["settings.json", "settings.json.damaged"]
    assert store.load() == expected  # healed
    assert names(path) == ["settings.json", "settings.json.damaged"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("volume", -1), ("volume", 101), ("variations", 0), ("variations", 10**9), ("theme", "neon")],
)
@pytest.mark.usefixtures("warned")
def test_values_out_of_range(store: SettingsStore, path: Path, field: str, value: Any) -> None:
    written(path, {**CHANGED._asdict(), field: value})
    assert store.load() == CHANGED._replace(**{field: getattr(Settings(), field)})


@pytest.mark.usefixtures("warned")
def test_earlier_damaged_files_stay(store: SettingsStore, path: Path) -> None:
    for content in (b"one", b"two", b"three"):
        written(path, content)
        store.load()
    aside = ["settings.json.damaged", "settings.json.damaged-2", "settings.json.damaged-3"]
    assert names(path) == aside
    assert [path.with_name(name).read_bytes() for name in aside] == [b"one", b"two", b"three"]


@pytest.mark.usefixtures("warned")
def test_unreadable_file(store: SettingsStore, path: Path) -> None:
    path.mkdir(parents=True)
    assert store.load() == Settings()
    with pytest.raises(StoreError):
        store.save(CHANGED)
    assert names(path) == ["settings.json"]


@pytest.mark.parametrize("name", ["fsync", "fdopen"])
def test_disk_full_keeps_the_old_file(
    store: SettingsStore, path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    store.save(CHANGED)

    def fail(handle: int, *arguments: object) -> None:
        if name == "fdopen":
            os.close(handle)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        with pytest.raises(StoreError, match="No space left on device"):
            store.save(Settings())
    assert names(path) == ["settings.json"]
    assert store.load() == CHANGED


def test_saves_from_many_threads(store: SettingsStore, path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda volume: store.save(CHANGED._replace(volume=volume)), range(80)))
    assert store.load()._replace(volume=0) == CHANGED
    assert names(path) == ["settings.json"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(list(DEFAULTS)), JSON))
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_file_holds(
    store: SettingsStore, path: Path, caplog: pytest.LogCaptureFixture, content: dict[str, Any]
) -> None:
    caplog.set_level(logging.WARNING, "whisul_desktop.store.settings")
    written(path, content)
    loaded = store.load()
    for name, default in DEFAULTS.items():
        assert type(getattr(loaded, name)) is type(default)
