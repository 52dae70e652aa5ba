"""The progress in Windows' taskbar. Never run by us: see packaging/.

`ITaskbarList3` is of COM, for which no binding is shipped: its methods are called by their places
in its table, which shobjidl_core.h fixes.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from typing import Any

_CLASS = "{56FDF344-FD6D-11d0-958A-006097C9A090}"  # TaskbarList
_INTERFACE = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"  # ITaskbarList3
_INIT, _VALUE, _STATE = 3, 9, 10  # HrInit, SetProgressValue, SetProgressState
_NONE, _INDETERMINATE, _NORMAL = 0x0, 0x1, 0x2  # TBPF_…
_IN_PROCESS = 0x1  # CLSCTX_INPROC_SERVER
_WHOLE = 1_000
_log = logging.getLogger(__name__)


class Taskbar:
    """Of one window, by its handle; to be used on the thread that made the window. Where
    Windows refuses, there is no progress."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._list = ctypes.c_void_p()
        try:
            self._open()
        except OSError as error:
            _log.info("the taskbar shows no progress: %s", error)
            self._list = ctypes.c_void_p()

    def show(self, running: int, share: float | None) -> None:
        """How far `running` songs are together, 0 to 1; None where that can't be known."""
        if not self._list:
            return
        state = _NONE if not running else _INDETERMINATE if share is None else _NORMAL
        self._call(_STATE, ctypes.c_int, state)
        if running and share is not None:
            self._call(
                _VALUE, (ctypes.c_ulonglong, ctypes.c_ulonglong), round(share * _WHOLE), _WHOLE
            )

    def _open(self) -> None:
        ole: Any = ctypes.OleDLL("ole32")  # type: ignore[attr-defined] # raises OSError for a failing HRESULT
        ids = [(ctypes.c_byte * 16)() for _ in range(2)]
        for text, identifier in zip((_CLASS, _INTERFACE), ids, strict=True):
            ole.CLSIDFromString(ctypes.c_wchar_p(text), ctypes.byref(identifier))
        ole.CoCreateInstance(
            ctypes.byref(ids[0]), None, _IN_PROCESS, ctypes.byref(ids[1]), ctypes.byref(self._list)
        )
        self._method(_INIT)(self._list)

    def _call(self, place: int, kinds: Any, *values: int) -> None:
        kinds = kinds if isinstance(kinds, tuple) else (kinds,)
        try:
            self._method(place, ctypes.c_void_p, *kinds)(self._list, self._window, *values)
        except OSError as error:
            _log.info("the taskbar shows no progress: %s", error)

    def _method(self, place: int, *kinds: Any) -> Callable[..., int]:
        table = ctypes.cast(self._list, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        prototype: Any = ctypes.WINFUNCTYPE(  # type: ignore[attr-defined]
            ctypes.HRESULT,  # type: ignore[attr-defined]
            ctypes.c_void_p,
            *kinds,
        )
        return prototype(table[place])
