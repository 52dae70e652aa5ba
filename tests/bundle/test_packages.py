"""What is in the packages, and that what install.sh puts there goes again."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.bundle.conftest import Packages
from whisul_desktop import __version__

MIB = 1 << 20


def files(folder: Path) -> dict[str, int]:
    """Size of every file below a folder, in bytes; what is linked to is not counted twice."""
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_size
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }


def run(*command: str | Path, **environment: str) -> str:
    """Run it with nothing of this session's but `environment`; what it printed."""
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_sizes(packages: Packages, tree: Path) -> None:
    unpacked = sum(files(tree).values()) / MIB
    packed = {path: path.stat().st_size / MIB for path in (packages.deb, packages.tar)}
    assert unpacked <= 330
    assert max(packed.values()) <= 120
    for path in packed:
        assert path.name in packages.said


def test_only_what_is_used_is_in_it(tree: Path) -> None:
    names = {Path(name).name for name in files(tree)}
    # QtQml and QtQuick stay: the FFmpeg plugin of QtMultimedia is linked to them.
    unused = r"(WebEngine|3D|Pdf|Designer|Charts|Sql|Test|VirtualKeyboard|PrintSupport)"
    assert not [name for name in names if re.match(rf"(lib)?Qt6?(Quick)?{unused}", name)]
    assert not [name for name in names if re.search(r"\.qml$|\.py$|^numpy|^pytest|\.pyc$", name)]
    system = r"lib(c|stdc\+\+|gcc_s|X11|xcb|GL|EGL|glib-2\.0|fontconfig|freetype|dbus-1|pulse)\.so"
    assert not [name for name in names if re.match(system, name)]


def test_nothing_is_missed_but_gtk(tree: Path) -> None:
    bundle = tree / "usr/lib/whisul-desktop"
    for path in bundle.rglob("*"):
        if path.is_symlink() or not re.search(r"\.so(\.|$)", path.name):
            continue
        said = run("ldd", path, LD_LIBRARY_PATH=str(bundle / "_internal"))
        missing = re.findall(r"^\s*(\S+) => not found", said, re.MULTILINE)
        assert not missing or path.name == "libqgtk3.so", (path.name, missing)


def test_resources_certificates_and_keyrings_are_in_it(tree: Path) -> None:
    inside = files(tree / "usr/lib/whisul-desktop/_internal").keys()
    for name in (
        "certifi/cacert.pem",
        "resources/style.qss",
        "resources/demo/songs.json",
        "resources/icons/app/app-512.png",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "resources/THIRD-PARTY-NOTICES.txt",
        "resources/demo/tidewater.mp3",
        "resources/translations/whisul_de.qm",
    ):
        assert name in inside
    [points] = [name for name in inside if re.match(r"keyring-.*/entry_points\.txt", name)]
    text = (tree / "usr/lib/whisul-desktop/_internal" / points).read_text(encoding="utf-8")
    assert "SecretService" in text


def test_the_deb_says_what_it_needs(packages: Packages) -> None:
    def field(name: str) -> str:
        return run("dpkg-deb", "--field", packages.deb, name).strip()

    assert (field("Package"), field("Version")) == ("whisul-desktop", __version__)
    needed = {entry.split()[0] for entry in field("Depends").split(", ")}
    assert {"libc6", "libegl1", "libfontconfig1", "libpulse0", "libxcb1"} <= needed
    assert not [
        name for name in needed if re.match(r"lib(gtk|ssl|xcb-cursor)|python|ffmpeg|vlc", name)
    ]


def test_desktop_entry_and_metainfo_are_valid(tree: Path) -> None:
    share = tree / "usr/share"
    run("desktop-file-validate", share / "applications/whisul-desktop.desktop")
    metainfo = share / "metainfo/com.whisul.desktop.metainfo.xml"
    run("appstreamcli", "validate", "--no-net", "--pedantic", metainfo)
    assert f'version="{__version__}"' in metainfo.read_text(encoding="utf-8")
    assert "@" not in re.sub(r"<!--.*?-->", "", metainfo.read_text(encoding="utf-8"))
    for size in (16, 32, 48, 64, 128, 256, 512):
        assert (share / f"icons/hicolor/{size}x{size}/apps/whisul-desktop.png").is_file()


def test_the_deb_is_installed_and_removed_without_a_trace(
    packages: Packages, tree: Path, tmp_path: Path
) -> None:
    root, admin = tmp_path / "root", tmp_path / "root/var/lib/dpkg"
    for folder in ("info", "updates"):
        (admin / folder).mkdir(parents=True)
    (admin / "status").touch()
    theirs = root / "usr/share/applications/other.desktop"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Desktop Entry]\n", encoding="utf-8")

    def dpkg(*options: str | Path) -> None:
        # what it depends on is not there; it has no scripts, for which one would have to be root
        force = "--force-depends,not-root,bad-path,unsafe-io"
        run("dpkg", force, f"--root={root}", f"--log={tmp_path / 'log'}", *options)

    def there() -> set[str]:
        names = {path.relative_to(root).as_posix() for path in root.rglob("*")}
        return {name for name in names if not name.startswith("var")}  # dpkg's own

    before = there()
    dpkg("--install", packages.deb)
    assert (
        files(root / "usr").keys() - {"share/applications/other.desktop"}
        == files(tree / "usr").keys()
    )
    dpkg("--purge", "whisul-desktop")
    assert there() == before


@pytest.mark.parametrize("home", ["home", "a home with spaces, é"])
def test_install_and_uninstall(packages: Packages, tmp_path: Path, home: str) -> None:
    run("tar", "-xf", packages.tar, "-C", tmp_path)
    [unpacked] = tmp_path.iterdir()
    user = tmp_path / home
    (user / ".local/share/applications").mkdir(parents=True)
    theirs = user / ".local/share/applications/other.desktop"
    theirs.write_text("[Desktop Entry]\n", encoding="utf-8")
    songs = user / ".local/share/whisul-desktop/library.sqlite3"
    songs.parent.mkdir()
    songs.write_bytes(b"songs")
    before = files(user)

    for _ in range(2):  # the second time over the first
        said = run("sh", unpacked / "install.sh", HOME=str(user))
        assert "libraries" not in said
    entry = user / ".local/share/applications/whisul-desktop.desktop"
    run("desktop-file-validate", entry)
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.read(entry, encoding="utf-8")
    command = shlex.split(parsed["Desktop Entry"]["Exec"])
    assert run(*command, "--version", HOME=str(user)) == f"whisul-desktop {__version__}\n"
    assert os.access(parsed["Desktop Entry"]["TryExec"], os.X_OK)

    uninstall = user / ".local/lib/whisul-desktop/uninstall.sh"
    assert "songs" in run("sh", uninstall, HOME=str(user))
    assert files(user) == before
