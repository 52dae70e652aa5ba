"""A desktop of the tests' own: screen, session bus, keyring, sound and accessibility."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.canary import files_holding
from tests.e2e.accessibility import Accessibility
from tests.e2e.processes import NotYet, Processes, wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
SINK = "whisul"
_NEEDED = (
    "Xvfb", "openbox", "dbus-daemon", "gnome-keyring-daemon", "pulseaudio", "pactl", "parec",
    "sox", "ffprobe", "import", "xdotool", "setpriv", "playerctl",
)  # fmt: skip
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_BUS = DBusAddress(
    "/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus"
)
_A11Y = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")


class Desktop:
    """Everything that a desktop session gives a program, without a screen and as any user.

    The session bus has no activation: nothing runs but what is started here, and an app
    that asks for a portal or the like is told at once that there is none.
    """

    def __init__(self, size: str = "1280x800") -> None:
        missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
        launcher = next((path for path in _LAUNCHERS if Path(path).exists()), None)
        if launcher is None:
            missing.append("at-spi-bus-launcher")
        if missing:
            raise RuntimeError(f"end-to-end tests need {', '.join(missing)} (tests/README.md)")
        self._launcher = str(launcher)
        self._size = size
        # Sockets live here: their paths may be 107 bytes at most, so it is not pytest's.
        self.folder = Path(tempfile.mkdtemp(prefix="whisul-"))
        for name in ("home", "run", "logs"):
            (self.folder / name).mkdir(mode=0o700)
        self.processes = Processes(self._base_environment(), self.folder / "logs")

    def _base_environment(self) -> dict[str, str]:
        home = self.folder / "home"
        pulse = f"unix:{self.folder / 'pulse'}"
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder / 'bus'}",
            "PULSE_SERVER": pulse,
            "PULSE_COOKIE": str(home / "pulse-cookie"),
            "NO_AT_BRIDGE": "1",  # the desktop's own tools stay out of the accessibility tree
        }

    @property
    def environment(self) -> dict[str, str]:
        """What a program on this desktop is started with."""
        return self.processes.environment

    def __enter__(self) -> Self:
        try:
            self._start_screen()
            self._start_bus()
            self._start_keyring()
            self._start_sound()
            self._start_accessibility()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process of the desktop and remove its folder, which the key is not in."""
        try:
            self.processes.end_all()
            assert files_holding(self.folder) == []
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _start_screen(self) -> None:
        reading, writing = os.pipe()
        try:
            self.processes.start(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self._size}x24",
                 "-nolisten", "tcp", "-dpi", "96", "-noreset"],
                name="Xvfb",
                pass_fds=(writing,),
            )  # fmt: skip
        finally:
            os.close(writing)
        with os.fdopen(reading, encoding="ascii") as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError(f"no screen: {self.processes.log('Xvfb').read_text()}")
        self.environment["DISPLAY"] = f":{number}"
        self.processes.start(["openbox", "--sm-disable"], name="openbox")
        wait_for(self._has_window_manager, "a window manager")

    def _has_window_manager(self) -> bool:
        try:
            return bool(self.processes.run("xdotool", "get_num_desktops"))
        except RuntimeError as trouble:
            raise NotYet(str(trouble)) from trouble

    def _start_bus(self) -> None:
        config = self.folder / "bus.conf"
        config.write_text(_BUS_CONFIG.format(socket=self.folder / "bus"), encoding="utf-8")
        self.processes.start(["dbus-daemon", f"--config-file={config}", "--nofork"], name="dbus")
        wait_for((self.folder / "bus").exists, "the session bus")

    def _start_keyring(self) -> None:
        keyring = self.processes.start(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            name="gnome-keyring",
            stdin=subprocess.PIPE,
        )
        assert keyring.stdin is not None
        keyring.stdin.write(b"password of the tests")
        keyring.stdin.close()
        wait_for(lambda: self._has_name("org.freedesktop.secrets"), "the keyring")

    def _has_name(self, name: str) -> bool:
        return bool(self._call(new_method_call(_BUS, "NameHasOwner", "s", (name,)))[0])

    def _call(self, message: object) -> tuple[object, ...]:
        try:
            with contextlib.closing(
                open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])
            ) as connection:
                answer = connection.send_and_get_reply(message, timeout=10)
        except OSError as trouble:
            raise NotYet(str(trouble)) from trouble
        if answer.header.message_type is MessageType.error:
            raise NotYet(str(answer.body))
        return answer.body

    def _start_sound(self) -> None:
        socket = self.folder / "pulse"
        self.processes.start(
            ["pulseaudio", "-n", "--daemonize=no", "--system=no", "--use-pid-file=no",
             "--exit-idle-time=-1", "--disable-shm=yes", "--log-target=stderr",
             "-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1",
             "-L", f"module-null-sink sink_name={SINK}"],
            name="pulseaudio",
        )  # fmt: skip
        wait_for(self._has_sink, "a place to play sound")

    def _has_sink(self) -> bool:
        try:
            return SINK in self.processes.run("pactl", "list", "short", "sinks")
        except RuntimeError as trouble:
            raise NotYet(str(trouble)) from trouble

    def _start_accessibility(self) -> None:
        self.processes.start([self._launcher, "--launch-immediately"], name="at-spi")
        wait_for(lambda: self._has_name("org.a11y.Bus"), "the accessibility bus")
        address = self._call(new_method_call(_A11Y, "GetAddress"))[0]
        # For programs that are started without a session bus: the tests still see them.
        self.environment["AT_SPI_BUS_ADDRESS"] = str(address)
        self.accessibility = Accessibility(self.processes)

    def key(self, *keys: str) -> None:
        """Press keys as xdotool names them ("ctrl+q", "Tab") in whatever has the focus."""
        self.processes.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type text into whatever has the focus. ASCII: for the rest xdotool remaps keys
        as it goes, and now and then a program sees the old map."""
        assert text.isascii(), f"not for xdotool: {text!r}"
        self.processes.run("xdotool", "type", "--delay", "5", text)

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click at a point of the screen."""
        self.processes.run(
            "xdotool", "mousemove", "--sync", str(x), str(y),
            "click", "--repeat", str(times), "--delay", "40", "1",
        )  # fmt: skip

    def screenshot(self, path: Path) -> Path:
        """Save what the screen shows as a PNG."""
        self.processes.run("import", "-silent", "-window", "root", path)
        return path

    def secret(self, service: str, account: str) -> str | None:
        """The password that the real keyring holds under these names, read by itself.

        In a process of its own: python-keyring's choice of a backend is for a process's life.
        """
        code = (
            "import json, sys, keyring.backends.SecretService as s;"
            "print(json.dumps(s.Keyring().get_password(*sys.argv[1:])))"
        )
        secret: str | None = json.loads(
            self.processes.run(sys.executable, "-c", code, service, account)
        )
        return secret
