"""What is news, and when many become one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.announcements import (
    FILES_LIMIT,
    MOST,
    WINDOW,
    Batch,
    Folding,
    Many,
    News,
    One,
)
from whisul_desktop.core.types import Job, JobStatus, Song


def job(name: str, status: JobStatus = JobStatus.COMPLETED, **more: object) -> Job:
    made = Job(name, f"prompt of {name}", "https://whisul.test/api", 1000.0, status)
    return replace(made, **more)  # type: ignore[arg-type]


def whole(name: str) -> Job:
    song = Song("Title", song_url="https://cdn/a", image_url="https://cdn/b")
    return job(name, song=song, audio_file="a.mp3", cover_file="b.jpg")


class TestNews:
    def test_what_was_ready_at_the_start_is_no_news(self) -> None:
        news = News()
        news.expect([whole("old"), job("failed before", JobStatus.FAILED)])
        assert news.changed([whole("old"), job("failed before", JobStatus.FAILED)], 0.0) == []
        assert news.changed([replace(whole("old"), is_favourite=True)], 1.0) == []

    def test_an_end_before_our_eyes_is_news_once(self) -> None:
        news = News()
        news.expect([job("a", JobStatus.RUNNING)])
        failed = job("a", JobStatus.FAILED)
        assert news.changed([failed], 0.0) == [failed]
        assert news.changed([replace(failed, note="hm")], 1.0) == []

    def test_a_job_that_was_only_changed_counts_too(self) -> None:
        news = News()
        assert news.changed([job("a", JobStatus.QUEUED)], 0.0) == []
        assert news.changed([whole("a")], 1.0) == [whole("a")]

    def test_a_ready_song_waits_for_its_files(self) -> None:
        news = News()
        bare = replace(whole("a"), audio_file=None, cover_file=None)
        news.expect([job("a", JobStatus.RUNNING)])
        assert news.changed([bare], 10.0) == []
        assert news.next_due() == 10.0 + FILES_LIMIT
        half = replace(bare, audio_file="a.mp3")
        assert news.changed([half], 11.0) == []
        assert news.changed([whole("a")], 12.0) == [whole("a")]
        assert news.next_due() is None
        assert news.overdue(99.0) == []

    def test_but_not_for_ever_and_then_as_it_is(self) -> None:
        news = News()
        news.expect([job("a", JobStatus.RUNNING)])
        bare = replace(whole("a"), audio_file=None, cover_file=None)
        news.changed([bare], 10.0)
        half = replace(bare, audio_file="a.mp3")
        news.changed([half], 11.0)
        assert news.overdue(10.0 + FILES_LIMIT - 0.1) == []
        assert news.overdue(10.0 + FILES_LIMIT) == [half]
        assert news.changed([whole("a")], 30.0) == []

    def test_a_song_without_a_cover_link_does_not_wait_for_one(self) -> None:
        news = News()
        news.expect([job("a", JobStatus.RUNNING)])
        done = job("a", song=Song("Title"), audio_file="a.mp3")
        assert news.changed([done], 0.0) == [done]

    def test_deleted_and_forgotten_ones_are_not_announced(self) -> None:
        news = News()
        news.expect([job(name, JobStatus.RUNNING) for name in "abcd"])
        assert news.changed([replace(whole("a"), deleted_at=1.0)], 0.0) == []
        news.removed(["b"])
        assert news.changed([whole("b")], 0.0) == []
        bare = replace(whole("c"), audio_file=None)
        news.changed([bare], 0.0)
        assert news.changed([replace(bare, deleted_at=1.0)], 1.0) == []
        news.changed([replace(bare, id="d")], 0.0)
        news.removed(["d"])
        assert news.overdue(99.0) == []


class TestFolding:
    def test_up_to_three_stand_alone(self) -> None:
        folding = Folding()
        told = [folding.add(job(str(number)), number) for number in range(MOST)]
        assert all(isinstance(one, One) for one in told)

    def test_the_fourth_folds_them_all_and_takes_the_place_of_the_three(self) -> None:
        folding = Folding()
        for number in range(MOST):
            folding.add(job(str(number)), 0.0)
        assert folding.add(job("3", JobStatus.FAILED), 9.9) == Many(3, 1, ("0", "1", "2"))

    def test_a_fold_goes_on_while_they_keep_coming(self) -> None:
        folding = Folding()
        for number in range(MOST):
            folding.add(job(str(number)), 0.0)
        told = [folding.add(job(str(number)), number * 5.0) for number in range(1, 6)]
        assert told[-1] == Many(8, 0)

    def test_after_a_pause_each_stands_alone_again(self) -> None:
        folding = Folding()
        for number in range(6):
            folding.add(job(str(number)), 0.0)
        assert folding.add(job("later"), WINDOW) == One(job("later"))

    def test_four_within_more_than_the_window_stand_alone(self) -> None:
        folding = Folding()
        told = [folding.add(job(str(number)), number * 3.4) for number in range(4)]
        assert all(isinstance(one, One) for one in told)

    @given(
        st.lists(
            st.tuples(st.floats(0, 15), st.sampled_from([JobStatus.COMPLETED, JobStatus.FAILED])),
            max_size=40,
        )
    )
    def test_nothing_is_lost_or_counted_twice(self, steps: list[tuple[float, JobStatus]]) -> None:
        """What stands on the screen in the end says how each of the last burst went."""
        folding = Folding()
        now = 0.0
        shown: dict[str, tuple[int, int]] = {}
        burst = [0, 0]
        for number, (pause, status) in enumerate(steps):
            now += pause
            if pause >= WINDOW:  # what stood there was another burst
                shown.clear()
                burst = [0, 0]
            ready = status is JobStatus.COMPLETED
            burst[not ready] += 1
            match folding.add(job(str(number), status), now):
                case One(one):
                    shown[one.id] = (int(ready), int(not ready))
                case many:
                    for gone in many.replaces:
                        del shown[gone]
                    shown["many"] = (many.ready, many.failed)
        assert [sum(pair) for pair in zip(*shown.values(), strict=True)] == (burst if steps else [])


class TestBatch:
    def test_of_one_song_nothing_is_guessed(self) -> None:
        batch = Batch()
        assert batch.share(1) is None
        assert batch.share(0) is None

    def test_whole_songs_count(self) -> None:
        batch = Batch()
        assert [batch.share(live) for live in (4, 3, 1)] == [0.0, 0.25, 0.75]
        assert batch.share(0) is None
        assert batch.share(2) == 0.0

    def test_what_is_asked_for_meanwhile_belongs_to_it(self) -> None:
        batch = Batch()
        assert [batch.share(live) for live in (1, 2, 1, 3, 2)] == [None, 0.0, 0.5, 0.25, 0.5]
