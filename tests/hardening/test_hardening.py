"""The short form of each part, and that the parts can fail."""

from __future__ import annotations

import logging
import time
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
from tests.hardening.promises import Said
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.types import Job, JobAnswer, JobStatus


@pytest.fixture
def own_desktop() -> Iterator[Desktop]:
    with Desktop() as desktop:
        yield desktop


@pytest.mark.e2e
def test_submitting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = submitting.run(tmp_path, kills=42, program_kills=5)
    assert found.passed, str(found)
    assert len(caplog.records) == 6  # of three libraries that were damaged at the end
    assert found.counts["kills"] == 47
    assert int(str(found.counts["behaviours"])) >= 12
    assert found.counts["accepted"]
    assert found.counts["unconfirmed"]
    for deed in ("held or cancelled", "judged", "forgotten"):
        assert found.counts[deed], str(found)


def test_commits(tmp_path: Path) -> None:
    found = commits.commits(tmp_path, kills=10, seed=11)
    assert found.passed, str(found)
    assert found.counts["acknowledged"]


def test_downloads(tmp_path: Path) -> None:
    found = commits.downloads(tmp_path, kills=8, seed=3)
    assert found.passed, str(found)
    assert found.counts["with parts left"]  # whether one of eight is resumed is a matter of luck:
    # the full run counts a hundred, and tests/api/test_cdn_resume.py tries every cut


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


def test_each_promise_that_is_not_kept_is_found() -> None:
    said = Said()
    words = "saved {0}\naccepted {0} 1\nheld {0} 5.0\ndeleted {0}\njudging {0} 3\njudged {0} 3\n"
    for prompt in ("kept", "broken", "lost", "freed"):
        said.hear(words.format(prompt))
    said.hear("freed freed\nforgetting gone\nforgotten gone 5.0\nforgetting doubt\njudged kept")
    ledger = Ledger(1)
    ledger.posts["kept"] = [Post(HEALTHY, at=4.0)]
    ledger.posts["broken"] = [Post(HEALTHY, at=6.0)]
    job = Job(id="1", prompt="", api_url="", created_at=0.0, server_id="1", stars=3)
    kept = replace(job, is_held=True, deleted_at=time.time())
    jobs = {
        "kept": kept,
        "broken": replace(kept, status=JobStatus.RUNNING, server_id="2", stars=0, deleted_at=None),
        "freed": replace(job, status=JobStatus.RUNNING),
        "gone": kept,
    }
    broken = said.broken(jobs, ledger)
    assert all(broken.values()), broken
    told = {each.partition(":")[0].split(" ")[0] for found in broken.values() for each in found}
    assert told == {"broken", "lost", "gone"}
    healthy = said.broken({"kept": kept, "broken": kept, "lost": kept, "freed": job}, Ledger(1))
    assert not any(healthy.values()), healthy


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
