"""Runs in the bundle before the app: takes back what PyInstaller's starter did to LD_LIBRARY_PATH.

The loader has read it by now. Whatever the app starts, a browser or a file manager, is to find
the system's own libraries and not the bundle's.
"""

import os

_original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _original is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _original
