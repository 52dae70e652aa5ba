"""The short form of each part, and that the parts can fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.desktop import Desktop
from tests.hardening import answers, commits, leaving, polling, submitting
from tests.hardening.behaviours import BEHAVIOURS, HEALTHY
from tests.hardening.figures import Figures, together
from tests.hardening.ledger import Ledger, Post
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.types import Job, JobAnswer, JobStatus


@pytest.fixture
def own_desktop() -> Iterator[Desktop]:
    with Desktop() as desktop:
        yield desktop


@pytest.mark.e2e
def test_submitting(tmp_path: Path) -> None:
    found = submitting.run(tmp_path, kills=42, program_kills=5)
    assert found.passed, str(found)
    assert found.counts["kills"] == 47
    assert int(str(found.counts["behaviours"])) >= 12
    assert found.counts["accepted"]
    assert found.counts["unconfirmed"]


def test_commits(tmp_path: Path) -> None:
    found = commits.commits(tmp_path, kills=10, seed=11)
    assert found.passed, str(found)
    assert found.counts["acknowledged"]


def test_downloads(tmp_path: Path) -> None:
    found = commits.downloads(tmp_path, kills=8, seed=3)
    assert found.passed, str(found)
    assert found.counts["with parts left"]
    assert found.counts["resumed"]


def test_saving(tmp_path: Path) -> None:
    found = commits.saving(tmp_path, kills=10, seed=3)
    assert found.passed, str(found)


def test_answers(tmp_path: Path, qapp: QApplication) -> None:
    found = answers.run(tmp_path, qapp, answers=2_000)
    assert found.passed, str(found)
    assert found.counts["answers"] == 2_000


def test_polling(tmp_path: Path) -> None:
    found = polling.run(tmp_path, minutes=12, jobs=100)
    assert found.passed, str(found)
    assert int(str(found.counts["requests"])) > 2_000


@pytest.mark.e2e
def test_leaving(tmp_path: Path, own_desktop: Desktop) -> None:
    found = leaving.run(tmp_path, times=4, desktop=own_desktop)
    assert found.passed, str(found)
    assert found.counts["with a song playing"] == 4


def test_a_prompt_that_came_again_after_a_song_may_have_been_made_is_found() -> None:
    ledger = Ledger(1)
    limited = next(each for each in BEHAVIOURS if each.again)
    ledger.posts["fine"] = [Post(limited, again=True), Post(HEALTHY, created="1")]
    assert ledger.sent_twice() == []
    ledger.posts["lost answer"] = [Post(HEALTHY), Post(HEALTHY)]
    ledger.posts["paid twice"] = [Post(limited, "2", again=True), Post(HEALTHY, created="3")]
    assert [each.partition(":")[0] for each in ledger.sent_twice()] == ["lost answer", "paid twice"]


def _forgets_the_id(job: Job, answer: JobAnswer, now: float) -> Job:
    return replace(merge(job, answer, now), server_id=None)


def _believes_every_word(job: Job, answer: JobAnswer, now: float) -> Job:
    return replace(merge(job, answer, now), status=JobStatus(answer.status))


@pytest.mark.parametrize("rule", [_forgets_the_id, _believes_every_word])
def test_a_rule_that_a_bad_answer_breaks_is_found(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, rule: object
) -> None:
    monkeypatch.setattr(answers, "merge", rule)
    found = answers.run(tmp_path, qapp, answers=300)
    assert found.wrong["uncaught exceptions"], str(found)


def test_figures_are_added_up_and_told() -> None:
    one = Figures("part", {"kills": 2, "in": "1 s"}, {"lost": 0})
    other = replace(one, wrong={"lost": 1}, details=("which",))
    assert str(one) == "pass  part: kills 2, in 1 s, lost 0"
    both = together("part", [one, other])
    assert not both.passed
    assert str(both) == "FAIL  part: kills 4, in 1 s, lost 1\n      which"
