"""Where things are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from whisul_desktop.store.paths import data_dir, resources_dir

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the freedesktop rules")


@linux_only
def test_data_dir(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    monkeypatch.setenv("HOME", str(tmp_path))
    for configured in ("", "relative", str(tmp_path / "xdg")):
        monkeypatch.setenv("XDG_DATA_HOME", configured)
        if configured != "relative":
            assert data_dir(False) == platformdirs.user_data_path("whisul-desktop")
        else:
            assert data_dir(False) == tmp_path / ".local" / "share" / "whisul-desktop"
        assert data_dir(True) == data_dir(False).with_name("whisul-desktop-demo")
    assert not (tmp_path / "xdg").exists()


def test_resources_of_the_checkout() -> None:
    assert (resources_dir() / "style.qss").is_file()


def test_resources_of_a_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_dir() == tmp_path / "resources"
