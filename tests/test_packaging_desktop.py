"""What tells desktops of the app, and what is only ever run elsewhere: looked at, not run."""

from __future__ import annotations

import os
import plistlib
import re
import runpy
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from whisul_desktop.desktop import autostart
from whisul_desktop.desktop.surroundings import APP_NAME

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
ENTRY = PACKAGING / "linux" / "whisul-desktop.desktop"
METAINFO = PACKAGING / "linux" / "com.whisul.desktop.metainfo.xml"
ICONS = ROOT / "resources" / "icons" / "app"
SIZES = (16, 32, 48, 64, 128, 256, 512)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Debian's tools")


def check(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@on_linux
def test_the_desktop_entry_is_valid() -> None:
    check("desktop-file-validate", ENTRY)


@on_linux
def test_the_metainfo_is_valid_with_its_screenshots(tmp_path: Path) -> None:
    filled = METAINFO.read_text(encoding="utf-8")
    for name, value in (
        ("@SCREENSHOTS@", "https://example.org/screenshots"),
        ("@VERSION@", "1.2.3"),
        ("@DATE@", "2026-11-22"),
    ):
        assert name in filled
        filled = filled.replace(name, value)
    path = tmp_path / METAINFO.name
    path.write_text(filled, encoding="utf-8")
    check("appstreamcli", "validate", "--no-net", "--pedantic", path)


def test_the_screenshots_are_there() -> None:
    images = [image.text for image in ET.parse(METAINFO).iter("image")]
    assert images
    for image in images:
        assert image
        assert (ROOT / "resources" / "screenshots" / image.rpartition("/")[2]).is_file()


def test_entry_metainfo_and_program_name_each_other() -> None:
    app = (ROOT / "whisul_desktop" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{ENTRY.stem}")' in app
    assert ET.parse(METAINFO).findtext("launchable") == ENTRY.name
    text = ENTRY.read_text(encoding="utf-8")
    assert (
        re.findall(r"^(?:Exec|Icon|StartupWMClass)=(\S+)", text, re.MULTILINE)
        == ["whisul-desktop"] * 4
    )  # one Exec is an action's


@pytest.mark.parametrize("size", SIZES)
def test_icons_have_their_size(size: int) -> None:
    image = QImageReader(str(ICONS / f"app-{size}.png")).read()
    assert (image.width(), image.height(), image.hasAlphaChannel()) == (size, size, True)


def test_the_icons_of_windows_and_macos_hold_the_same_pictures() -> None:
    pictures = {size: (ICONS / f"app-{size}.png").read_bytes() for size in SIZES}

    ico = (ICONS / "app.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<3H", ico)
    assert (reserved, kind) == (0, 1)
    found = {}
    for index in range(count):
        width, *_, length, place = struct.unpack_from("<4B2H2I", ico, 6 + 16 * index)
        found[width or 256] = ico[place : place + length]
    assert found == {size: pictures[size] for size in SIZES if size <= 256}

    icns = (ICONS / "app.icns").read_bytes()
    assert struct.unpack_from(">4sI", icns) == (b"icns", len(icns))
    parts, place = [], 8
    while place < len(icns):
        _, length = struct.unpack_from(">4sI", icns, place)
        parts.append(icns[place + 8 : place + length])
        place += length
    assert set(parts) == {pictures[size] for size in SIZES if size != 48}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"LD_LIBRARY_PATH": "/bundle"}, None),
        ({"LD_LIBRARY_PATH": "/bundle:/mine", "LD_LIBRARY_PATH_ORIG": "/mine"}, "/mine"),
        ({}, None),
    ],
)
def test_what_the_bundle_starts_finds_the_systems_libraries(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], left: str | None
) -> None:
    for name in ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    runpy.run_path(str(PACKAGING / "linux" / "environment.py"))
    assert os.environ.get("LD_LIBRARY_PATH") == left
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


@on_linux
def test_shell_scripts_have_nothing_to_complain_of() -> None:
    check("shellcheck", "--external-sources", *sorted(PACKAGING.rglob("*.sh")))


@pytest.mark.parametrize(
    "path", sorted((PACKAGING / "macos").glob("*.plist")), ids=lambda p: p.name
)
def test_property_lists_can_be_read(path: Path) -> None:
    assert plistlib.loads(path.read_bytes())


def test_the_windows_installer_names_files_that_exist() -> None:
    script = (PACKAGING / "windows" / "whisul-desktop.iss").read_text(encoding="utf-8")
    for key in ("LicenseFile", "SetupIconFile"):
        [path] = re.findall(rf"^{key}=(.+)$", script, re.MULTILINE)
        assert (PACKAGING / "windows" / path.replace("\\", "/")).is_file()


def test_the_windows_installer_takes_the_start_with_the_session_away() -> None:
    script = (PACKAGING / "windows" / "whisul-desktop.iss").read_text(encoding="utf-8")
    [line] = re.findall(r"^Root: HKCU;.+$", script, re.MULTILINE)
    assert f'Subkey: "{autostart._RUN_KEY}"' in line
    assert f'ValueName: "{APP_NAME}"' in line
    assert {"dontcreatekey", "uninsdeletevalue"} <= set(line.split())


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Linux")
@pytest.mark.parametrize(
    ("command", "stays"),
    [
        ("{prefix}/lib/whisul-desktop/whisul-desktop", False),
        ("{prefix}/bin/whisul-desktop", False),
        ("/usr/bin/whisul-desktop", True),  # the one of the .deb
    ],
)
def test_uninstalling_takes_the_start_with_the_session_away(
    tmp_path: Path, command: str, stays: bool
) -> None:
    prefix = tmp_path / "a prefix"
    app = prefix / "lib/whisul-desktop"
    entry = tmp_path / ".config/autostart/whisul-desktop.desktop"
    app.mkdir(parents=True)
    shutil.copy(PACKAGING / "linux" / "uninstall.sh", app)
    (app / "installed.txt").touch()
    entry.parent.mkdir(parents=True)
    words = [command.format(prefix=prefix), autostart.MINIMIZED]
    entry.write_text(autostart._desktop_entry(words), encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run(["sh", app / "uninstall.sh"], env=environment, check=True, timeout=20)
    assert not app.exists()
    assert entry.exists() is stays


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_nothing_to_complain_of(path: Path) -> None:
    actionlint = shutil.which("actionlint", path=Path(sys.executable).parent)
    assert actionlint, "locked in requirements-dev.lock"
    check(actionlint, path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_what_they_use_and_may_little(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for used in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9.]+|\./\.github/.+", used)
    assert re.search(r"^permissions:( \{\}|\n  contents: read)$", text, re.MULTILINE)
    assert text.count(": write") == (1 if path.name == "release.yml" else 0)
