"""Words for why a library can't be taken out or in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from whisul_desktop.core.errors import WhisulError
from whisul_desktop.core.interchange import BadLibraryFile, FileTrouble
from whisul_desktop.ui import wording


def error_text(error: WhisulError) -> str:
    """Any error of an export or import, to be shown."""
    if isinstance(error, BadLibraryFile):
        return file_trouble_text(error)
    return wording.error_text(error)


def file_trouble_text(error: BadLibraryFile) -> str:
    """Why a file can't be imported."""
    translate = QCoreApplication.translate
    match error.trouble:
        case FileTrouble.NOT_OURS:
            return translate("Exporting", "This file is no library of Whisul.")
        case FileTrouble.NEWER:
            return translate(
                "Exporting", "A newer version of Whisul wrote this file. Update Whisul to read it."
            )
        case FileTrouble.DAMAGED:
            return translate("Exporting", "This file is damaged.")
        case FileTrouble.UNSAFE:
            return translate(
                "Exporting", "This file was not made by Whisul and may be meant to do harm."
            )
