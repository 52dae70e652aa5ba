"""What is shipped is told with its licences, and what is told is what the lock ships."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notices", ROOT / "packaging" / "notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)

    sys.modules["notices"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_they_speak_of_exactly_what_the_lock_ships(notices: ModuleType) -> None:
    shipped = notices.shipped(notices.LOCK.read_text("utf-8"))
    names = {one.name for one in shipped}
    assert {"httpx", "pyside6-addons", "keyring", "certifi", "jeepney", "pywin32-ctypes"} <= names
    assert not names & {"hatchling", "pluggy", "trove-classifiers", "pyinstaller", "pytest"}
    told = notices.listed(notices.NOTICES.read_text("utf-8"))
    assert told == {(one.name, one.version) for one in shipped}, "run packaging/notices.py"


def test_each_has_a_licence_with_its_text(notices: ModuleType) -> None:
    text = notices.NOTICES.read_text("utf-8")
    blocks = text.split("=" * 80 + "\n")[1:]
    assert len(blocks) > 30
    for block in blocks:
        title, licence, _, *rest = block.splitlines()
        assert licence not in {"", "UNKNOWN"}, title
        refers = title.split()[0] in notices._WITHOUT_TEXT  # to a text that is above
        assert len(" ".join(rest)) > (20 if refers else 400), title
    assert not {"UNKNOWN"} & set(text.splitlines())
    for said in (
        "GNU GENERAL PUBLIC LICENSE",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "Qt 6",
        "FFmpeg",
    ):
        assert said in text


def test_they_speak_of_each_library_of_the_system_that_goes_into_the_bundle(
    notices: ModuleType,
) -> None:
    spec = (ROOT / "packaging" / "bundle.spec").read_text("utf-8")
    [pattern] = re.findall(r'^    r"lib\((.+)\)"$', spec, re.MULTILINE)
    [xcb] = re.findall(r"xcb-\((.+?)\)", pattern)
    names = [f"lib{name}" for name in re.sub(r"\(.+?\)", "", pattern).split("|") if name != "xcb-"]
    names += [f"libxcb-{name}" for name in xcb.split("|")]
    assert {"libssl", "libffi", "libxcb-cursor"} <= set(names)
    titles = re.findall(r"^=+\n(.+)$", notices.NOTICES.read_text("utf-8"), re.MULTILINE)
    told = {name for title in titles for name in re.findall(r"lib[\w-]+", title)}
    assert set(names) <= told


def test_the_lock_is_read_with_who_wants_what(notices: ModuleType) -> None:
    lock = """\
a==1.0 \\
    --hash=sha256:00
    # via whisul-desktop (pyproject.toml)
b==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:00
    # via
    #   a
    #   builder
builder==3.0 \\
    --hash=sha256:00
    # via whisul-desktop (pyproject.toml:build)
c==4!1.0 \\
    --hash=sha256:00
    # via builder
"""
    shipped = notices.shipped(lock)
    assert [(one.name, one.version, one.marker) for one in shipped] == [
        ("a", "1.0", ""),
        ("b", "2.0", "sys_platform == 'win32'"),
    ]
