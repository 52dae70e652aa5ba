"""packaging/translations.py, and what it has made for the tests."""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations"


def tool() -> ModuleType:
    """The script as a module: its folder's name is that of a package."""
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Message:
    """A text of a .ts file with what it is in the other language."""

    context: str
    source: str
    translations: tuple[str, ...]  # one for each plural form
    is_finished: bool


def messages(path: Path) -> list[Message]:
    found: list[Message] = []
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            made = message.find("translation")
            assert made is not None
            forms = [form.text or "" for form in made.iter("numerusform")] or [made.text or ""]
            found.append(
                Message(
                    context.findtext("name") or "",
                    message.findtext("source") or "",
                    tuple(forms),
                    made.get("type") is None,
                )
            )
    return found
