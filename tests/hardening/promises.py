"""What a program told before it was killed, which from then on must be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.hardening.ledger import Ledger
from whisul_desktop.core.types import Job, JobStatus


@dataclass(slots=True)
class Said:
    """By prompt; moments are `time.monotonic()`. See headless.py and deeds.py for the words."""

    saved: set[str] = field(default_factory=set[str])
    accepted: dict[str, str] = field(default_factory=dict[str, str])  # the service's id
    held: dict[str, float] = field(default_factory=dict[str, float])  # not sent from then on
    deleted: set[str] = field(default_factory=set[str])
    stars: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # one of these
    forgotten: dict[str, float] = field(default_factory=dict[str, float])
    in_doubt: set[str] = field(default_factory=set[str])  # killed while it was forgotten
    troubles: list[str] = field(default_factory=list[str])

    def hear(self, output: str) -> None:
        for line in output.splitlines(keepends=True):
            what, _, rest = line.strip().partition(" ")
            if not line.endswith("\n"):
                continue  # killed in the middle of it
            if what == "bug":
                self.troubles.append(line.strip())
            else:
                self._note(what, *rest.split(" "))

    def _note(self, what: str, prompt: str, value: str = "") -> None:
        match what:
            case "saved":
                self.saved.add(prompt)
            case "accepted":
                self.accepted[prompt] = value
            case "held":
                self.held[prompt] = float(value)
            case "cancelled":
                self.held[prompt] = float(value)
                self.deleted.add(prompt)
            case "deleted":
                self.deleted.add(prompt)
            case "freed":
                self.held.pop(prompt, None)
                self.deleted.discard(prompt)
            case "judging":
                self.stars.setdefault(prompt, {"0"}).add(value)
            case "judged":
                self.stars[prompt] = {value}
            case "forgetting":
                self.in_doubt.add(prompt)
            case "remains":
                self.in_doubt.discard(prompt)
            case "forgotten":
                self.in_doubt.discard(prompt)
                self.forgotten[prompt] = float(value)

    def broken(self, jobs: Mapping[str, Job], ledger: Ledger) -> dict[str, list[str]]:
        """Which promises were not kept, by their kind; `jobs` are those on disk, by prompt."""
        kept = jobs.keys() - self.in_doubt
        judged = self.stars.keys() & kept
        return {
            "prompts lost": sorted(self.saved - jobs.keys() - self.in_doubt - set(self.forgotten)),
            "accepted ids lost": list(self.ids_lost(jobs)),
            "sent though held or cancelled": [
                f"{prompt}: {post.at - since:.3f} s after it"
                for moments in (self.held, self.forgotten)
                for prompt, since in moments.items()
                for post in ledger.posts.get(prompt, [])
                if post.at > since
            ],
            "no longer held": sorted(
                prompt for prompt in self.held.keys() & kept if not _rests(jobs[prompt])
            ),
            "deletions lost": sorted(
                prompt for prompt in self.deleted & kept if jobs[prompt].deleted_at is None
            ),
            "judgements lost": sorted(
                f"{prompt}: {jobs[prompt].stars}, was {self.stars[prompt]}"
                for prompt in judged
                if str(jobs[prompt].stars) not in self.stars[prompt]
            ),
            "forgotten and back": sorted(self.forgotten.keys() & jobs.keys()),
        }

    def ids_lost(self, jobs: Mapping[str, Job]) -> Iterator[str]:
        """Ids of the service that were known and are not any more."""
        for prompt, server_id in self.accepted.items():
            if prompt in self.forgotten or prompt in self.in_doubt:
                continue
            if prompt not in jobs or jobs[prompt].server_id != server_id:
                yield f"{prompt} was {server_id}"


def _rests(job: Job) -> bool:
    """It is still to be sent, and not before the user says so."""
    return job.status is JobStatus.QUEUED and (job.is_held or job.deleted_at is not None)
