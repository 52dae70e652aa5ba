"""`typing.override` for Python 3.11 too, without the 5 ms that typing_extensions takes.

For modules that the first paint waits for; the others import it from typing_extensions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """The mark alone: the checking is pyright's."""
        return method


__all__ = ["override"]
