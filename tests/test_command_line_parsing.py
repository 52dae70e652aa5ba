"""What a start is given: a folder that can't be one, settings that are garbage."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from whisul_desktop import app
from whisul_desktop.__main__ import main, parser
from whisul_desktop.core.settings import DEFAULT_API_URL, Settings
from whisul_desktop.instance import Instance
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.main_window import MainWindow, decode_state
from whisul_desktop.ui.tokens import LIGHT

UNWRITABLE = Path("/proc/self")  # for root too
START = """
    import sys
    from pathlib import Path
    from whisul_desktop import app
    app._tell_start_problem = print
    sys.exit(app.run(app.Options(data_dir=Path(sys.argv[1]))))
"""


@pytest.mark.parametrize(
    "text",
    [
        "~nobody-of-that-name/whisul",
        "/" + "a" * 5000,
        __file__,  # a file
    ],
    ids=["unknown user", "too long", "a file"],
)
def test_a_folder_that_cannot_be_one_is_one_line_and_exit_2(
    text: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as left:
        parser().parse_args(["--data-dir", text])
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("whisul-desktop: argument --data-dir: ")
    assert said.err.count("\n") == 1
    assert len(said.err) < 500


def test_a_folder_that_is_not_there_yet_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for text, folder in (("new/one", "new/one"), ("~/songs", "songs"), (str(tmp_path), "")):
        assert parser().parse_args(["--data-dir", text]).data_dir == tmp_path / folder


def test_what_is_tried_out_is_the_demo(monkeypatch: pytest.MonkeyPatch):
    begun: list[app.Options] = []
    monkeypatch.setattr(app, "run", lambda options: begun.append(options) or 0)
    assert main(["--try-out"]) == 0
    assert begun == [app.Options(demo=True, try_out=True)]


@pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="needs a folder that not even root writes to")
class TestUnwritable:
    def test_it_is_not_taken_for_a_library_that_is_open(self, qapp: object):
        with pytest.raises(OSError, match="nothing can be written") as error:
            Instance(UNWRITABLE)
        assert str(UNWRITABLE) in str(error.value)

    def test_a_start_says_so(self):
        started = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(START), str(UNWRITABLE)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert started.returncode == 1
        assert "nothing can be written into the folder" in started.stdout
        assert "another window" not in started.stdout + started.stderr
        assert "Traceback" not in started.stderr


@pytest.mark.parametrize(
    "url",
    ["garbage", "", "http://whisul.com/api", "https://[", "https://user:word@whisul.com/api", "ü"],
)
def test_an_address_that_is_garbage_is_replaced_by_the_default(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("WARNING", "whisul_desktop.store.settings")
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"api_url": url, "volume": 30, "welcomed": True}))
    settings = SettingsStore(path).load()
    assert settings == Settings(volume=30, welcomed=True)
    assert settings.api_url == DEFAULT_API_URL
    assert "api_url" in caplog.text
    assert path.with_name("settings.json.damaged").exists()
    caplog.clear()
    assert SettingsStore(path).load() == settings  # and is said once
    assert caplog.text == ""


@pytest.mark.parametrize("geometry", ["ü", "%%%", "abc", "AAAA", "\0", "AdnQywADAAA"])
def test_a_geometry_that_is_garbage_gives_a_window_of_the_default_size(
    geometry: str, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"window_geometry": geometry}))
    sizes = []
    for settings in (Settings(), SettingsStore(path).load()):
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        window.restore_geometry(settings)
        sizes.append(window.size())
    assert sizes[0] == sizes[1]


def test_a_geometry_as_it_was_saved_is_read_back(qtbot: QtBot):
    window = MainWindow(LIGHT, demo=False)
    qtbot.addWidget(window)
    window.resize(780, 540)
    state = window.state()["window_geometry"]
    read = decode_state(state)
    assert read is not None
    assert read == window.saveGeometry()
