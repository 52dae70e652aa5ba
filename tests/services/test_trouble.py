"""Trouble on the way: nothing is lost, nothing is sent twice, no job is failed by us."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import pytest

from tests.services.conftest import KEY, World
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import (
    AuthError,
    BadApiKey,
    KeyringTrouble,
    KeyringUnavailable,
    MediaTrouble,
    NoApiKey,
    RateLimited,
    TransportError,
    WhisulError,
)
from whisul_desktop.core.keystate import KeySource
from whisul_desktop.core.types import JobStatus
from whisul_desktop.demo.faults import Answer, Drop, html_page

LONG = 3600.0  # seconds; what no test waits for


async def test_a_400_is_rejected_in_the_words_of_the_service(world: World):
    body = json.dumps({"error": "Invalid input", "message": "no <b>real</b> artists"}).encode()
    world.lookalike.script("POST /generate", Answer(400, body=body))
    [job_id] = await world.generation.submit("like somebody famous")
    job = await world.until_status(job_id, JobStatus.REJECTED)
    assert job.error == "no <b>real</b> artists"
    retried = await world.generation.retry(job_id)
    assert (await world.until_status(retried, JobStatus.COMPLETED)).parent_id == job_id


@pytest.mark.parametrize("headers", [{"retry-after": "0.3"}, {"retry-after": "1"}, {}])
async def test_a_429_waits_and_keeps_the_order(world: World, headers: dict[str, str]):
    world.lookalike.script("POST /generate", Answer(429, headers=headers))
    waits: list[float | None] = []
    world.generation.waiting.connect(waits.append)
    ids = await world.generation.submit("in order", 3)
    await world.until(lambda: all(world.job(i).status is JobStatus.COMPLETED for i in ids))
    assert len(world.lookalike.seen("POST /generate")) == 4
    times = [world.job(job_id).submitted_at for job_id in ids]
    assert times == sorted(times)
    assert waits[0] is not None


@pytest.mark.parametrize("fault", [Answer(500), Answer(302), Answer(200), Drop(processed=True)])
async def test_a_lost_answer_is_unconfirmed_and_never_sent_again(world: World, fault: object):
    waits: list[WhisulError | None] = []
    world.generation.waiting.connect(lambda _s: waits.append(world.generation.outbox.trouble))
    world.lookalike.script("POST /generate", fault)
    lost, *others = await world.generation.submit_batch(["did it arrive?", "next", "and next"])
    for job_id in others:
        await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.job(lost).status is JobStatus.UNCONFIRMED
    prompts = [json.loads(seen.body)["prompt"] for seen in world.lookalike.seen("POST /generate")]
    assert prompts == ["did it arrive?", "next", "and next"]
    assert [type(trouble) for trouble in waits] == [TransportError, type(None)]  # before the next


async def test_an_outage_leaves_one_prompt_in_doubt_and_not_a_batch(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pacing, "LOST_FIRST", LONG)
    monkeypatch.setattr(pacing, "LOST_MOST", LONG)
    world = make_world()
    await world.start()
    world.lookalike.script("POST /generate", Answer(500), times=None)
    await world.generation.submit("a song", 40)
    await world.until(lambda: world.generation.next_try)
    assert isinstance(world.generation.outbox.trouble, TransportError)
    world.following.wake()  # the network is there: that says nothing of the service
    for _ in range(20):
        await asyncio.sleep(0)
    assert world.library.counts[JobStatus.UNCONFIRMED] == 1
    assert world.library.counts[JobStatus.QUEUED] == 39
    assert len(world.lookalike.seen("POST /generate")) == 1


async def test_a_503_that_says_how_long_holds_the_batch_so_long(world: World):
    headers = {"retry-after": f"{LONG:.0f}"}
    world.lookalike.script("POST /generate", Answer(503, headers=headers))
    lost, *others = await world.generation.submit("a song", 40)
    await world.until(lambda: world.generation.next_try)
    assert isinstance(world.generation.outbox.trouble, RateLimited)
    assert world.generation.next_try == pytest.approx(time.monotonic() + LONG, abs=10)
    assert world.job(lost).status is JobStatus.UNCONFIRMED
    assert {world.job(job_id).status for job_id in others} == {JobStatus.QUEUED}
    world.lookalike.key = "wsk_the_new_key_4711"
    await world.account.set_key("wsk_the_new_key_4711")  # it was said to somebody else
    for job_id in others:
        await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.job(lost).status is JobStatus.UNCONFIRMED
    assert len(world.lookalike.seen("POST /generate")) == 40


async def test_an_answer_cut_after_the_id_is_accepted(world: World):
    body = b'{"message": "ok", "job_id": "81fa5ff7-6197-4c24-8062-c0ff8b62d58d", "po'
    world.lookalike.script("POST /generate", Answer(202, body=body))
    [job_id] = await world.generation.submit("cut body")
    job = await world.until_status(job_id, JobStatus.RUNNING)
    assert job.server_id == "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"


async def test_one_question_for_a_key_and_then_everything_goes_out(world: World):
    states: list[bool] = []
    world.account.changed.connect(lambda state: states.append(state.refused))
    world.lookalike.plan(seconds=3600)
    [running] = await world.generation.submit("runs")
    await world.until_status(running, JobStatus.RUNNING)
    world.lookalike.key = "wsk_the_new_key_4711"
    await world.until(lambda: world.account.state.refused)
    [queued] = await world.generation.submit("waits for a key")
    polls = len(world.lookalike.requests)
    with pytest.raises(AuthError):
        await world.account.test()
    assert states == [True]
    assert len(world.lookalike.requests) == polls + 1
    assert world.job(queued).status is JobStatus.QUEUED
    await world.account.set_key("  wsk_the_new_key_4711\n")
    await world.until_status(queued, JobStatus.COMPLETED)
    assert world.job(running).status is JobStatus.RUNNING


@pytest.mark.parametrize("fault", [Answer(500), Answer(404), Answer(429), Drop(), html_page()])
async def test_trouble_while_following_never_fails_a_job(world: World, fault: object):
    world.lookalike.plan(seconds=0.05)
    world.lookalike.script("GET /jobs", fault, times=2)
    [job_id] = await world.generation.submit("rough road")
    statuses: set[JobStatus] = set()
    world.library.changed.connect(lambda jobs: statuses.update(job.status for job in jobs))
    if isinstance(fault, Answer) and fault.status == 429:
        world.lookalike.heal()
        world.lookalike.script("GET /jobs", Answer(429, headers={"retry-after": "0"}), times=2)
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert statuses <= {JobStatus.SUBMITTING, JobStatus.RUNNING, JobStatus.COMPLETED}


async def test_a_forgotten_job_is_expired_after_it_was_asked_again(world: World):
    world.lookalike.plan(seconds=3600)
    [job_id] = await world.generation.submit("forgotten")
    job = await world.until_status(job_id, JobStatus.RUNNING)
    world.lookalike.forget(str(job.server_id))
    before = len(world.lookalike.seen("GET /jobs"))
    expired = await world.until_status(job_id, JobStatus.EXPIRED)
    assert len(world.lookalike.seen("GET /jobs")) - before >= 4
    assert (expired.prompt, expired.server_id) == ("forgotten", job.server_id)


async def test_the_connection_says_trouble_once_and_its_end(world: World):
    troubles: list[type | None] = []
    world.following.connection_changed.connect(
        lambda connection: troubles.append(type(connection.trouble) if connection.trouble else None)
    )
    world.lookalike.script("GET /jobs", Answer(429, headers={"retry-after": "0"}))
    [job_id] = await world.generation.submit("slow down")
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert troubles == [RateLimited, None]


async def test_damaged_audio_is_said_and_fetched_again_when_asked(
    world: World, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level("WARNING"):
        world.lookalike.script("GET /media", html_page(), times=None)
        [job_id] = await world.generation.submit("a captive portal")
        await world.until(lambda: (job_id, "audio") in world.assets.troubles)
        assert world.assets.troubles[job_id, "audio"].trouble is MediaTrouble.DAMAGED
        assert world.job(job_id).status is JobStatus.COMPLETED
        await world.until(lambda: (job_id, "cover") in world.assets.troubles)
    world.lookalike.heal()
    world.assets.fetch(job_id)
    await world.until(lambda: world.job(job_id).audio_file and world.job(job_id).cover_file)
    assert world.assets.troubles == {}


async def test_a_key_is_cleaned_or_refused_and_never_stored_where_it_is_not_safe(make_world):
    world = make_world(key="")
    await world.start()
    with pytest.raises(NoApiKey):
        world.account.access()
    with pytest.raises(BadApiKey):
        await world.account.set_key("two words")
    world.secrets.trouble = KeyringTrouble.UNSAFE
    with pytest.raises(KeyringUnavailable):
        await world.account.set_key(KEY)
    assert world.secrets.keys == {}
    assert world.account.state.source is KeySource.NONE
    world.account.keep_for_session(f"Bearer {KEY}")
    assert (world.account.access().key, world.account.state.source) == (KEY, KeySource.SESSION)
    [job_id] = await world.generation.submit("for this session")
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.secrets.keys == {}


async def test_the_environment_wins_for_the_address_of_the_start_alone(make_world):
    world = make_world(key="wsk_from_the_keyring", environment_key=KEY)
    await world.start()
    assert world.account.access().key == KEY
    assert world.account.state.source is KeySource.ENVIRONMENT
    await world.account.change_api_url("https://other.example/api")
    with pytest.raises(NoApiKey):
        world.account.access()
    await world.account.change_api_url(world.lookalike.api_url)
    assert world.account.access().key == KEY


async def test_the_key_goes_to_the_api_alone(world: World):
    [job_id] = await world.generation.submit("where does the key go")
    await world.until(lambda: world.job(job_id).audio_file)
    for seen in world.lookalike.requests:
        carries = KEY.encode() in repr(seen).encode()
        assert carries == seen.path.startswith("/api"), seen


async def test_a_job_of_another_address_is_not_asked_about(world: World):
    world.lookalike.plan(seconds=3600)
    [job_id] = await world.generation.submit("belongs elsewhere")
    await world.until(lambda: world.lookalike.seen("GET /jobs"))
    await world.account.change_api_url("https://other.example/api")
    world.lookalike.key = None  # the other one takes its own keys
    world.account.keep_for_session("wsk_of_the_other_one")
    [other] = await world.generation.submit("to the other")
    await world.until_status(other, JobStatus.COMPLETED)
    keys = {
        seen.headers.get("authorization"): seen.path
        for seen in world.lookalike.requests
        if str(world.job(job_id).server_id) in seen.path
    }
    assert set(keys) == {f"Bearer {KEY}"}
