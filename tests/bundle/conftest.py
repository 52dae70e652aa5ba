"""Builds the bundle and its packages, once, and has the end-to-end tests' desktop for them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

# One desktop and one service for these tests too, and what they leave behind when they fail.
from tests.e2e.conftest import desktop, pytest_runtest_makereport, service, start_app
from whisul_desktop import __version__

__all__ = ["desktop", "pytest_runtest_makereport", "service", "start_app"]
ROOT = Path(__file__).resolve().parents[2]
BUILD_LIMIT = 900.0  # seconds; two to five minutes on two cores
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.bundle)


_SAID: pytest.StashKey[str] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was built, and its size."""
    terminalreporter.write(terminalreporter.config.stash.get(_SAID, ""))


@dataclass(frozen=True, slots=True)
class Packages:
    """What was built."""

    deb: Path
    tar: Path
    said: str  # by build.sh


@pytest.fixture(scope="session")
def packages(pytestconfig: pytest.Config) -> Packages:
    done = subprocess.run(
        ["sh", ROOT / "packaging" / "build.sh"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=BUILD_LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pytestconfig.stash[_SAID] = done.stderr
    [deb] = (ROOT / "dist").glob(f"whisul-desktop_{__version__}_*.deb")
    [tar] = (ROOT / "dist").glob(f"whisul-desktop-{__version__}-linux-*.tar.xz")
    return Packages(deb, tar, done.stderr)


@pytest.fixture(scope="session")
def tree(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the .deb, in a folder instead of /."""
    folder = tmp_path_factory.mktemp("deb")
    subprocess.run(["dpkg-deb", "--extract", packages.deb, folder], check=True)
    return folder
