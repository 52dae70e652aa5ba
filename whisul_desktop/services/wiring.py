"""What one service hears of another: which of them is told what happened elsewhere."""

from __future__ import annotations

from whisul_desktop.services.assets import Assets
from whisul_desktop.services.following import Following
from whisul_desktop.services.generation import Generation


def connect(generation: Generation, following: Following, assets: Assets | None) -> None:
    """Jobs that were taken are followed; who waits for the way to the service hears of it."""
    generation.accepted.connect(following.follow)
    generation.adopted.connect(lambda job_id: following.follow(job_id, at_once=True))
    following.back.connect(lambda _none: generation.outbox.wake())
    if assets is not None:
        following.back.connect(lambda _none: assets.wake())
