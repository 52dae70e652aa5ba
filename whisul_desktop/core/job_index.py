"""All jobs of the library in memory, column by column: a hundred thousand are small and quick.

A job has a *position*, which it keeps for as long as the program runs. Numbers stand in
arrays; texts of finished jobs are packed (core/packing.py); jobs that something may still
come for, and those that changed lately, are kept whole until `settle` packs them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from whisul_desktop.core.blocks import ROWS, Records
from whisul_desktop.core.events import Event
from whisul_desktop.core.job_columns import (
    DELETED,
    FAVOURITE,
    GONE,
    HELD,
    REJECT,
    SONG,
    STATUSES,
    Change,
    Columns,
    Page,
    Rated,
    is_unfinished,
    known,
    places_of,
    same_texts,
    same_words,
    server_mark,
)
from whisul_desktop.core.override import override
from whisul_desktop.core.packing import Words, record, tags_of, texts_of, title_of, words
from whisul_desktop.core.types import Job, JobStatus, Rating, Song

_KEPT_WHOLE = 512  # finished jobs from which packing pays
_REMEMBERED = 512  # jobs that were unpacked lately


class JobIndex(Columns, Mapping[str, Job]):
    """The jobs by id. Looking one up costs microseconds; going through all of them does not
    belong on a thread that somebody waits for.

    `removing` is told while what goes is still there, `removed` after it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.counts: Counter[JobStatus] = Counter()  # without the deleted ones
        self.added: Event[Sequence[int]] = Event()
        self.changed: Event[Sequence[Change]] = Event()
        self.rated: Event[Sequence[Rated]] = Event()  # these alone are other numbers now
        self.removing: Event[Sequence[int]] = Event()
        self.removed: Event[Sequence[str]] = Event()
        self._position: dict[str, int] = {}
        self._records = Records()
        self._words = Words(self._records)
        self._whole: dict[int, Job] = {}
        self._whole_words: dict[int, bytes] = {}
        self._open: dict[int, None] = {}  # of those, the ones that something may still come for
        self._unpacked: dict[int, Job] = {}

    @override
    def __getitem__(self, job_id: str) -> Job:
        return self.job(self._position[job_id])

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._position)

    @override
    def __len__(self) -> int:
        return len(self._position)

    @override
    def __contains__(self, job_id: object) -> bool:
        return job_id in self._position

    def position(self, job_id: str) -> int | None:
        return self._position.get(job_id)

    @property
    def hides_nothing(self) -> bool:
        """No job is deleted."""
        return sum(self.counts.values()) == len(self._position)

    def live(self) -> list[Job]:
        """Those that the service may still say something new of."""
        return [job for job in self.unfinished() if not job.status.is_final]

    def unfinished(self) -> list[Job]:
        """The same, and songs whose files are still to be fetched."""
        return [self._whole[position] for position in self._open]

    def with_server_id(self, server_id: str) -> Iterator[Job]:
        """Those that a service knows by this id."""
        for position in places_of(server_mark(server_id.encode(errors="replace")), self.server):
            if self.status[position] != GONE and self.job(position).server_id == server_id:
                yield self.job(position)

    def job(self, position: int) -> Job:
        """The job there. Of a finished one without its song's links: those are on disk."""
        job = self._whole.get(position) or self._unpacked.get(position)
        if job is None:
            job = self._unpack(position)
            if len(self._unpacked) >= _REMEMBERED:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[position] = job
        return job

    def words(self, position: int) -> bytes:
        """What a search looks through (core/packing.py); nothing where there is no job."""
        known = self._whole_words.get(position)
        if known is not None:
            return known
        if (job := self._whole.get(position)) is not None:
            title, tags = (job.song.title, job.song.tags) if job.song else ("", ())
            known = self._whole_words[position] = words(title, job.prompt, tags, job.note)
            return known
        if self.status[position] == GONE:
            return b""
        return self._words[position]

    def title(self, position: int) -> bytes:
        """To be sorted by."""
        return title_of(self.words(position))

    def tags(self, position: int) -> bytes:
        """To be sorted by; empty where there are none."""
        return tags_of(self.words(position))

    def find(self, needle: bytes) -> Iterator[list[int]]:
        """Every position whose words have `needle`, a few hundred positions at a time."""
        yield [position for position in self._whole if needle in self.words(position)]
        for found in self._words.find(needle):
            yield [p for p in found if p not in self._whole and self.status[p] != GONE]

    def all_words(self) -> Iterator[list[bytes]]:
        """The words of all positions in order, a few hundred at a time."""
        whole, count = self._whole, len(self.ids)
        for first in range(0, count, ROWS):
            rows = self._words.rows(first // ROWS)
            rows += [b""] * (min(ROWS, count - first) - len(rows))
            for position in whole.keys() & range(first, first + len(rows)):
                rows[position - first] = self.words(position)
            yield rows

    def add(self, jobs: Sequence[Job]) -> None:
        """Take up new jobs; one whose id is known is updated."""
        last = {job.id: job for job in jobs}.values()
        new = [job for job in last if job.id not in self._position]
        if changed := [job for job in last if self.get(job.id, job) != job]:
            self.update(changed)
        first = len(self.ids)
        for job in new:
            position = len(self.ids)
            self._position[job.id] = position
            self.ids.append(job.id)
            self.pad(1)
            self._set(position, job)
        self._tell_added(range(first, len(self.ids)))

    def extend(self, page: Page, without: Set[str] = frozenset()) -> None:
        """Take up finished jobs from the disk, but for those in `without` and those that are
        known: what is in memory is younger."""
        if not page.ids:
            return
        aligned = -len(self.ids) % ROWS  # a block begins at a multiple of its size
        self.ids += [""] * aligned
        self.pad(aligned)
        first = len(self.ids)
        self.ids += page.ids
        known = {job_id: self._position[job_id] for job_id in self._position.keys() & page.ids}
        passed_over = known.keys() | (without & set(page.ids))
        positions: Sequence[int] = range(first, len(self.ids))
        self._position.update(zip(page.ids, positions, strict=True))
        self.extend_columns(page)
        if page.blocks:
            self._records.extend_squeezed(first, page.blocks)
        else:
            self._records.extend(first, page.records)
        if passed_over:
            for job_id in passed_over:
                self.status[self._position.pop(job_id)] = GONE
            self._position.update(known)
            positions = [position for position in positions if self.status[position] != GONE]
        self._tell_added(positions)

    def update(self, jobs: Sequence[Job]) -> None:
        """Put these, which have changed, in the place of known jobs; unknown ids are fine."""
        changes: list[Change] = []
        for job in {job.id: job for job in jobs}.values():
            if (position := self._position.get(job.id)) is not None:
                before = self.job(position)
                self._count(before, -1)
                self._set(position, job, before)
                self._count(job, +1)
                changes.append(Change(position, before, job))
        if changes:
            self.changed.emit(changes)

    def rating_of(self, job_id: str) -> Rating | None:
        """None of an unknown job."""
        position = self._position.get(job_id)
        return None if position is None else self.rating(position)

    def rate(self, ratings: Mapping[str, Rating]) -> None:
        """Numbers alone: a thousand are two milliseconds. Unknown ids are passed over."""
        before: list[Rated] = []
        for job_id, rating in ratings.items():
            position = self._position.get(job_id)
            if position is not None:
                before.append(self.write_rating(position, rating))
                self._unpacked.pop(position, None)
                if (job := self._whole.get(position)) is not None:
                    self._whole[position] = replace(job, **rating._asdict())
        if before:
            self.rated.emit(before)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget jobs; unknown ids are fine."""
        positions = [self._position[job_id] for job_id in dict.fromkeys(ids) if job_id in self]
        if not positions:
            return
        self.removing.emit(positions)
        for position in positions:
            self._count(self.job(position), -1)
            del self._position[self.ids[position]]
            self.status[position] = GONE
            for kept in (self._whole, self._whole_words, self._open, self._unpacked):
                kept.pop(position, None)
        self.removed.emit([self.ids[position] for position in positions])

    def settle(self, *, least: int = _KEPT_WHOLE, most: int = 8) -> bool:
        """Pack finished jobs where there are many; at most `most` blocks, under a millisecond.
        Whether more is to be done."""
        if len(self._whole) - len(self._open) < least:
            return False
        settled = [position for position in self._whole if position not in self._open]
        by_block: dict[int, list[int]] = {}
        for position in settled:
            by_block.setdefault(position // ROWS, []).append(position)
        for number in list(by_block)[:most]:
            self._pack(number, by_block[number])
        return len(by_block) > most

    def squeeze(self) -> Iterator[None]:
        """Take less memory, in steps of a fifth of a millisecond."""
        return self._records.squeeze()

    def _pack(self, number: int, positions: list[int]) -> None:
        self._records.put(number, {p: record(self._whole[p]) for p in positions})
        self._words.forget(number)
        for position in positions:
            del self._whole[position]
            self._whole_words.pop(position, None)

    def _set(self, position: int, job: Job, before: Job | None = None) -> None:
        self.write(position, job, before)
        self._unpacked.pop(position, None)
        if is_unfinished(job):
            self._open[position] = None
        else:
            self._open.pop(position, None)
            if before is not None and position not in self._whole and same_texts(before, job):
                return  # only numbers changed: it stays packed
        self._whole[position] = job
        if position in self._whole_words and not (before and same_words(before, job)):
            del self._whole_words[position]

    def _unpack(self, position: int) -> Job:
        job_id, flags = self.ids[position], self.flags[position]
        of = texts_of(self._records[position], job_id)
        song = None
        if flags & SONG:
            bpm, duration = known(self.bpm[position]), known(self.duration[position])
            song = Song(of.title, bpm, duration, of.tags)
        return Job(
            id=job_id,
            prompt=of.prompt,
            api_url=self.api_url(position),
            created_at=self.created[position],
            status=STATUSES[self.status[position]],
            server_id=of.server_id or None,
            status_word=of.status_word,
            song=song,
            error=of.error or None,
            submitted_at=known(self.submitted[position]),
            started_at=known(self.started[position]),
            finished_at=known(self.finished[position]),
            audio_file=of.audio_file or None,
            cover_file=of.cover_file or None,
            parent_id=of.parent_id or None,
            batch_id=of.batch_id or None,
            is_held=bool(flags & HELD),
            is_favourite=bool(flags & FAVOURITE),
            stars=self.stars[position],
            is_reject=bool(flags & REJECT),
            note=of.note,
            judged_at=known(self.judged[position]),
            deleted_at=known(self.deleted[position]),
            saved_to=of.saved_to,
        )

    def _tell_added(self, positions: Sequence[int]) -> None:
        status, flags = self.status, self.flags
        for (code, flag), number in Counter((status[p], flags[p]) for p in positions).items():
            if not flag & DELETED:
                self.counts[STATUSES[code]] += number
        if positions:
            self.added.emit(positions)

    def _count(self, job: Job, step: int) -> None:
        if job.deleted_at is None:
            self.counts[job.status] += step
