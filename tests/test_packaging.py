"""The two commands on made-up machines: nothing is installed, nothing is fetched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run.sh is for Linux and macOS")


# A Python that only notes what it is asked to do, and makes the files a real one would.
PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >>"$CALLS"
make() { printf '#!/bin/sh\\n%s\\n' "$2" >"$1"; chmod +x "$1"; }
case $* in
    *version_info*) exit "${PYTHON_UNFIT:-0}" ;;
    *_base_executable*) echo "$0" ;;
    --version) echo "Python 3.10.9" ;;
    "-m venv --without-pip "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    *" install "*--editable*)
        bin=$(dirname "$0")
        make "$bin/whisul-desktop" 'printf "<%s>" "$@"; exit 7'
        for tool in ruff lint-imports pyright; do
            make "$bin/$tool" 'echo "$(basename "$0") $*" >>"$CALLS"; [ "$FAILING" != "${0##*/}" ]'
        done ;;
    *" install "*) echo "ERROR: from pip"; exit "${PIP_FAILS:-0}" ;;
esac
"""
TOOLS = """
    sh basename cat chmod cksum cp date dirname env find flock grep id mkdir readlink rm sed sort
    tr uname
""".split()  # noqa: SIM905


@dataclass
class Machine:
    """A machine with little but a Python, and the project in a folder with spaces in its name."""

    folder: Path
    bin: Path
    environ: dict[str, str]

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def run(
        self, *options: str, script: str = "run.sh", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", self.folder / "packaging" / script, *options],
            env=self.environ | environ,
            cwd=self.bin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self) -> list[str]:
        """What Python and the tools were asked for since the last time this was called."""
        log = Path(self.environ["CALLS"])
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def installs(self) -> list[str]:
        return [call for call in self.calls() if " install " in call or "-m venv" in call]

    def add(self, name: str, script: str) -> None:
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (self.bin / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder, bin_folder = tmp_path / "whisul  desktop", tmp_path / "bin"
    shutil.copytree(PACKAGING, folder / "packaging")
    shutil.copy(ROOT / "pyproject.toml", folder)
    bin_folder.mkdir()
    for tool in TOOLS:
        if path := shutil.which(tool):
            (bin_folder / tool).symlink_to(path)
    environ = {
        "PATH": str(bin_folder),
        "HOME": str(tmp_path),
        "CALLS": str(tmp_path / "calls"),
        "DISPLAY": ":0",
    }
    machine = Machine(folder, bin_folder, environ)
    machine.add("python3", PYTHON.removeprefix("#!/bin/sh\n"))
    return machine


def test_the_first_run_installs_and_starts_and_the_second_only_starts(machine: Machine) -> None:
    first = machine.run("--data-dir", "a  b", "", "*", "--x='y'")
    assert (first.stdout, first.returncode) == ("<--data-dir><a  b><><*><--x='y'>", 7)
    venv, packages, project = machine.installs()
    assert venv == f"-m venv --without-pip {machine.venv}"
    lock = machine.folder / "packaging" / "requirements.lock"
    assert packages.endswith(f"install --require-hashes -r {lock}")
    assert project.endswith(f"install --no-deps --no-build-isolation --editable {machine.folder}")

    second = machine.run("again")
    assert (second.stdout, second.stderr, second.returncode) == ("<again>", "", 7)
    assert machine.calls() == [], "not even Python was started to find out"


def test_a_changed_lock_is_installed_into_the_same_venv(machine: Machine) -> None:
    machine.run()
    machine.calls()
    with (machine.folder / "packaging" / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# newer\n")
    assert machine.run().returncode == 7
    assert [call.split()[1] for call in machine.installs()] == ["pip", "pip"]
    machine.run()
    assert machine.calls() == []


def test_an_interrupted_installation_is_made_anew(machine: Machine) -> None:
    machine.add("kill-me", 'kill -9 "$1"')
    killing = PYTHON.replace(
        '*" install "*)', '*" install "*) kill -9 $(cat "$HOME/pid");;\n    x)'
    )
    machine.add("python3", killing.removeprefix("#!/bin/sh\n"))
    outer = 'echo $$ >"$HOME/pid"; exec sh "$0"'
    script = machine.folder / "packaging" / "run.sh"
    died = subprocess.run(
        ["sh", "-c", outer, script], env=machine.environ, capture_output=True, check=False
    )
    assert died.returncode == -9
    assert (machine.venv / "bin" / "python").exists()
    machine.calls()

    machine.add("python3", PYTHON.removeprefix("#!/bin/sh\n"))
    (machine.venv / "half-unpacked").touch()
    repaired = machine.run("ok")
    assert (repaired.stdout, repaired.returncode) == ("<ok>", 7)
    assert "interrupted" in repaired.stderr
    assert not (machine.venv / "half-unpacked").exists()
    assert len(machine.installs()) == 3


def test_a_failing_installation_shows_pips_words_and_the_next_run_repairs_it(
    machine: Machine,
) -> None:
    failed = machine.run(PIP_FAILS="1")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "ERROR: from pip" in failed.stderr
    assert "Then start again" in failed.stderr
    assert machine.run().returncode == 7


def test_a_moved_folder_gets_a_venv_of_its_own(machine: Machine) -> None:
    machine.run()
    machine.calls()
    machine.folder = machine.folder.rename(machine.folder.with_name("elsewhere"))
    moved = machine.run()
    assert moved.returncode == 7
    assert "moved" in moved.stderr
    assert f"-m venv --without-pip {machine.venv}" in machine.calls()


def test_a_python_that_does_not_fit_is_said_in_words(machine: Machine) -> None:
    unfit = machine.run(PYTHON_UNFIT="1")
    assert unfit.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13; this machine has Python 3.10.9" in unfit.stderr
    assert not machine.venv.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_it_installs_and_says_how_to_see_it(machine: Machine) -> None:
    del machine.environ["DISPLAY"]
    blind = machine.run("--demo")
    assert blind.returncode == 69
    assert blind.stdout == ""
    assert "there is no screen" in blind.stderr
    assert "xvfb-run sh packaging/run.sh" in blind.stderr
    assert len(machine.installs()) == 3

    assert machine.run("--version").stdout == "<--version>"
    assert machine.run("--help").returncode == 7
    assert machine.run(WAYLAND_DISPLAY="wayland-0").returncode == 7
    assert machine.run(QT_QPA_PLATFORM="offscreen").returncode == 7
    assert machine.run(QT_QPA_PLATFORM="xcb").returncode == 69
    assert machine.installs() == []


# ---- system packages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libbrotlidec.so.1", "libbrotli1"),
        ("libz.so.1", "zlib1g"),
        ("libbz2.so.1", "libbz2-1.0"),
    ],
)
def test_a_library_is_in_the_package_that_debian_policy_names(soname: str, package: str) -> None:
    script = f'root=/nowhere; . "{PACKAGING / "setup.sh"}"; debian_package {soname}'
    said = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout == f"{package}\n"


def make_bare_debian(machine: Machine, user: int) -> Path:
    """Lacks two of Qt's libraries and every font until its apt-get has run."""
    installed = machine.folder.parent / "apt"
    (machine.venv / "lib/python3.11/site-packages/PySide6").mkdir(parents=True)
    (machine.venv / "bin").mkdir()
    shutil.copy(machine.bin / "python3", machine.venv / "bin" / "python")
    for tool in ("id", "find"):
        (machine.bin / tool).unlink()
    machine.add("id", f"echo {user}")
    machine.add("find", "exit 0")
    machine.add("dpkg-query", "exit 0")
    machine.add("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>"{installed}"')
    missing = "printf '\\tlibEGL.so.1 => not found\\n\\tlibX11.so.6 => not found (needed)\\n'"
    machine.add("ldd", f'[ -e "{installed}" ] || {missing}')
    return installed


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_root_gets_the_missing_system_packages(machine: Machine) -> None:
    installed = make_bare_debian(machine, user=0)
    assert machine.run().returncode == 7
    update, install = installed.read_text(encoding="utf-8").splitlines()
    assert update.startswith("noninteractive")
    assert update.endswith(" update")
    assert install.endswith(
        " install -y --no-install-recommends --no-remove libegl1 libx11-6 fonts-dejavu-core"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_anyone_else_gets_the_command_to_run(machine: Machine) -> None:
    installed = make_bare_debian(machine, user=1000)
    refused = machine.run()
    assert refused.returncode == 1
    command = "sudo apt-get install --no-install-recommends libegl1 libx11-6 fonts-dejavu-core"
    assert command in refused.stderr
    assert not installed.exists()

    machine.add("sudo", f'echo "$*" >>"{installed}.sudo"; [ "$1" = -n ] && shift && "$@"')
    assert machine.run().returncode == 7
    assert " install " in installed.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is Linux's")
@pytest.mark.parametrize(
    ("part", "returncode", "words"),
    [
        ("QtMultimedia", 7, "the app works without: libx.so.1"),
        ("QtWidgets", 1, "which this machine lacks: libx.so.1"),
    ],
)
def test_without_apt_missing_libraries_are_named(
    machine: Machine, part: str, returncode: int, words: str
) -> None:
    make_bare_debian(machine, user=0)
    (machine.bin / "apt-get").unlink()
    machine.add("ldd", f"case $* in *{part}*) printf '\\tlibx.so.1 => not found\\n' ;; esac")
    run = machine.run()
    assert run.returncode == returncode
    assert words in run.stderr


# ---- test.sh -----------------------------------------------------------------------------------


def test_the_test_command_runs_every_check_and_then_pytest(machine: Machine) -> None:
    done = machine.run("tests/core", "-k", "a b", script="test.sh", FAILING="")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == "== Tests (pytest)", "what follows is pytest's"
    calls = machine.calls()
    assert calls[-5:] == [
        "ruff check .",
        "ruff format --check .",
        "lint-imports ",
        "pyright ",
        "-m pytest tests/core -k a b",
    ]
    assert any(call.endswith("requirements-dev.lock") for call in calls)
    assert machine.run().returncode == 7
    assert machine.installs() == [], "run.sh has nothing left to do"


def test_the_test_command_stops_at_a_failing_check_and_names_it(machine: Machine) -> None:
    failed = machine.run(script="test.sh", FAILING="pyright")
    assert failed.returncode == 1
    assert "FAILED: Types (pyright)" in failed.stdout.splitlines()[-1]
    assert not any("-m pytest" in call for call in machine.calls())
