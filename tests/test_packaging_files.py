"""The files of packaging/ and the licence, looked at without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
SCRIPTS = [path.relative_to(PACKAGING).as_posix() for path in sorted(PACKAGING.rglob("*.sh"))]
# The vendor's page, and names of formats that look like addresses.
PUBLIC = {"whisul.com", "www.apple.com", "www.debian.org"}


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_scripts_are_posix_shell(shell: str, name: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    subprocess.run([shell, "-n", PACKAGING / name], check=True)


def test_ci_calls_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "exec sh packaging/test.sh"
    ]


def test_no_mirror_of_this_machine_is_in_the_scripts() -> None:
    for path in [*PACKAGING.rglob("*"), ROOT / ".ci" / "run"]:
        if path.is_file() and "licences" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"index-url [^-\\]", text)
            assert set(re.findall(r"https?://([^/\s<\"]+)", text)) <= PUBLIC, path


def test_the_licence_is_the_standard_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.split(maxsplit=6)[:6] == ["GNU", "GENERAL", "PUBLIC", "LICENSE", "Version", "3,"]
