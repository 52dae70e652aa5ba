"""Fixtures of the end-to-end tests: one desktop for all, a service and a program each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.app import App
from tests.e2e.desktop import Desktop
from tests.e2e.service import Service

StartApp = Callable[..., App]
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    with Desktop() as desktop:
        yield desktop


@pytest.fixture
def service() -> Iterator[Service]:
    """The look-alike behind a real socket. Its songs take 1 to 2 seconds."""
    with Service(seconds=(1, 2), failure_rate=0) as service:
        yield service


@pytest.fixture
def start_app(
    desktop: Desktop, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[StartApp]:
    """Starts the program: `start_app("--api-url", url, environment={...})`.

    All runs of one test share a data folder. After a test that failed, a screenshot, the
    accessibility tree and the log, with the stacks of all threads, are in its tmp_path.
    After one that passed, what was logged at WARNING or above fails it, but for
    `expected_log=` (a pattern).
    """
    apps: list[tuple[App, str | None]] = []

    def start(
        *arguments: str, data_dir: Path | None = None, expected_log: str | None = None, **more: Any
    ) -> App:
        app = App(desktop, data_dir or tmp_path / "data", *arguments, **more)
        apps.append((app, expected_log))
        return app

    yield start
    failed = any(report.failed for report in request.node.stash.get(_REPORTS, []))
    if failed and apps:
        request.node.user_properties.append(("artefacts", str(tmp_path)))
        desktop.screenshot(tmp_path / "screenshot.png")
        for number, (app, _) in enumerate(apps):
            if app.process.poll() is None:
                (tmp_path / f"tree-{number}.txt").write_text(app.tree(), encoding="utf-8")
                app.abort()
            (tmp_path / f"log-{number}.txt").write_text(app.log_text(), encoding="utf-8")
    for app, _ in apps:
        app.close()
    troubles = [line for app, expected in apps for line in app.troubles(expected)]
    if not failed and troubles:
        pytest.fail("the program logged trouble:\n" + "\n".join(troubles))


_REPORTS: pytest.StashKey[list[pytest.TestReport]] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash.setdefault(_REPORTS, []).append(report)
    if report.failed and "tmp_path" in getattr(item, "fixturenames", ()):
        report.sections.append(
            ("Artefacts", f"screenshot, tree and log: {item.funcargs.get('tmp_path')}")  # pyright: ignore
        )
    return report
