"""Reading a file of prompts, off the thread of the event loop."""

from __future__ import annotations

from pathlib import Path

from whisul_desktop.core.prompt_files import (
    MAX_BYTES,
    FileProblem,
    PromptFileError,
    Table,
    read_prompt_file,
)
from whisul_desktop.core.tasks import in_thread


async def read_prompts(path: Path) -> str | Table:
    """Its text, or its table where its name says that it is one. Raises PromptFileError."""
    return await in_thread(lambda: _read(path), name="prompt file")


def _read(path: Path) -> str | Table:
    try:
        if not path.is_file():  # a pipe would never end
            raise PromptFileError(FileProblem.UNREADABLE)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PromptFileError(FileProblem.UNREADABLE, error.strerror or "") from error
    return read_prompt_file(path.name, content)
