"""How well the window answers while many jobs run and are asked for: `python -m
tests.benchmarks.polling [--running 200] [--jobs 1000] [--seconds 30]`.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import httpx

from tests.benchmarks.dataset import make
from tests.benchmarks.measure import measure
from tests.e2e.desktop import Desktop
from tests.e2e.service import Service


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--running", type=int, default=200)
    options.add_argument("--jobs", type=int, default=1000)
    options.add_argument("--seconds", type=float, default=30)
    chosen = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Service(seconds=(3600, 3600), failure_rate=0) as service,
        Desktop() as desktop,
    ):
        folder = Path(name)
        make(
            folder / "data", chosen.jobs, api_url=service.url,
            server_ids=submit(service, chosen.running),
        )  # fmt: skip
        app = measure(
            desktop, folder, "app", "--data-dir", str(folder / "data"),
            seconds=chosen.seconds, environment={"WHISUL_API_KEY": service.key},
        )  # fmt: skip
        polls = service.polls()
        bare = measure(desktop, folder, "bare", seconds=chosen.seconds)
    asked = sum(polls.values()) / (chosen.seconds + (app.ready - app.paint) / 1000)
    print(f"{len(polls)} of {chosen.running} jobs were asked for, {asked:.1f} requests/s")
    print(f"longest gap  {app.run_gap:6.1f} ms, bare {bare.run_gap:5.1f} ms  (≤ 25 ms)")
    print(f"99 % within  {app.run_p99:6.1f} ms, bare {bare.run_p99:5.1f} ms")
    print(f"while loading {app.load_gap:5.1f} ms, bare {bare.load_gap:5.1f} ms  (≤ 20 ms)")


def submit(service: Service, count: int) -> list[str]:
    """Jobs at the service, by its ids."""
    headers = {"Authorization": f"Bearer {service.key}"}
    with httpx.Client(headers=headers, trust_env=False) as client:
        return [
            client.post(f"{service.url}/generate", json={"prompt": f"song number {number}"})
            .raise_for_status()
            .json()["job_id"]
            for number in range(count)
        ]


if __name__ == "__main__":
    main()
