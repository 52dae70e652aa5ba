"""Starts the app with a library that takes two seconds to open: time to look at the first frame."""

from __future__ import annotations

import sys
import time

SECONDS = 2.0

if __name__ == "__main__":
    from whisul_desktop.__main__ import main
    from whisul_desktop.store import snapshots

    take = snapshots.take

    def then_slow(*arguments):
        """From the first frame on."""
        from whisul_desktop.store.opening import LibraryFile

        begin = LibraryFile.__init__

        def slow(self, path):
            time.sleep(SECONDS)
            begin(self, path)

        LibraryFile.__init__ = slow
        return take(*arguments)

    snapshots.take = then_slow
    sys.exit(main())
