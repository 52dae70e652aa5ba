"""Listening: what plays, what comes next, and the bar that shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import sound, wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.player import Player, PlayerState

RESTART_AFTER = 3.0  # seconds: "previous" first goes back to the start of the song
STEP = 10.0  # seconds
VOLUME_STEP = 5  # per cent


class Playback(QObject):
    """Between the player, its bar and the list. The order of songs is the order of the rows."""

    def __init__(
        self,
        window: MainWindow,
        model: JobModel,
        player: Player,
        library: Library,
        preferences: Preferences,
        backend: Backend,
        locate: Callable[[str], Path],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._bar = window.player_bar
        self._player = player
        self._library = library
        self._preferences = preferences
        self._backend = backend
        self._locate = locate
        self._current: str | None = None  # what is loaded
        self._wanted: str | None = None  # plays as soon as it is here
        self._position = 0.0
        self._state = PlayerState.STOPPED
        self._connect()
        self._disconnect = library.changed.connect(self._on_changed)
        settings = preferences.value
        player.set_volume(settings.volume)
        player.set_muted(settings.muted)
        self._bar.set_volume(settings.volume)
        self._bar.set_muted(settings.muted)
        self._bar.set_continuous(settings.continuous)
        window.actions_["mute"].setChecked(settings.muted)
        window.actions_["continuous"].setChecked(settings.continuous)

    @property
    def current(self) -> str | None:
        """The local id of the job that is loaded."""
        return self._current

    def close(self) -> None:
        self._disconnect()
        self._player.close()

    def on_services(self, services: Services) -> None:
        """Hear of songs that can't be fetched, and of the first that may be listened to."""
        services.assets.ended.connect(lambda job_id: self._on_fetched(services, job_id))
        self._window.library.table.selection_settled.connect(self._prepare)

    def _prepare(self, _selected: object) -> None:
        """QtMultimedia is loaded with the first selection: no start waits for it or keeps it in
        memory, and the first song plays at once."""
        self._window.library.table.selection_settled.disconnect(self._prepare)
        self._backend.in_thread("sound", sound.missing_library)

    def play(self, job_id: str) -> None:
        """Play a song; one that is not here yet plays as soon as it is."""
        job = self._library.jobs.get(job_id)
        if job is None:
            return
        if job.status is not JobStatus.COMPLETED:
            self._bar.set_problem(self.tr("That song is not ready."))
            return
        if job.audio_file is None or not self._locate(job.audio_file).is_file():
            self._fetch(job)
            return
        self._wanted = None
        self._current = job_id
        self._bar.set_problem("")
        self._show_track(job)
        self._model.set_playing(job_id)
        self._window.detail.set_loaded(job_id, self._state)
        self._player.play(self._locate(job.audio_file))

    def _fetch(self, job: Job) -> None:
        self._wanted = job.id
        self._bar.set_problem(self.tr("Fetching “%1”…").replace("%1", job.title))
        self._backend.run(
            "fetch for playing", lambda services: services.assets.refetch(job.id), latest=True
        )

    def _on_fetched(self, services: Services, job_id: str) -> None:
        """It plays by `_on_changed` where it is here; where it is not, nobody waits on."""
        if job_id != self._wanted or self._library.jobs[job_id].audio_file is not None:
            return
        self._wanted = None
        trouble = services.assets.troubles.get((job_id, "audio"))
        self._bar.set_problem(
            wording.error_text(trouble) if trouble else self.tr("This song can't be fetched.")
        )

    def _show_track(self, job: Job) -> None:
        cover = self._locate(job.cover_file) if job.cover_file else None
        self._bar.set_track(job, cover)
        if job.song is not None and job.song.duration is not None:
            self._bar.set_duration(job.song.duration)

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            if job.id == self._current:
                self._show_track(job)
            if job.id == self._wanted and job.audio_file is not None:
                self.play(job.id)

    def _on_play_pause(self) -> None:
        if self._current is not None:
            self._player.toggle()
        elif first := self._first():
            self.play(first)

    def _first(self) -> str | None:
        selected = filter(self._is_playable, self._window.library.table.selected_ids())
        return next(selected, None) or self._neighbour(+1)

    def _is_playable(self, job_id: str) -> bool:
        return self._library.jobs[job_id].status is JobStatus.COMPLETED

    def _neighbour(self, step: int) -> str | None:
        """The next playable row in that direction, from the one that plays."""
        model = self._model
        row = model.row_of(self._current) if self._current is not None else -1
        if row is None:  # it is not among the rows that are shown
            row = -1
        row += step
        while 0 <= row < model.rowCount():
            job = model.job_at(row)
            if job is not None and job.status is JobStatus.COMPLETED:
                return job.id
            row += step
        return None

    def _on_previous(self) -> None:
        before = self._neighbour(-1)
        if before is None or self._position > RESTART_AFTER:
            self._player.seek(0.0)
        else:
            self.play(before)

    def _on_next(self) -> None:
        if after := self._neighbour(+1):
            self.play(after)

    def _on_finished(self) -> None:
        after = self._neighbour(+1) if self._preferences.value.continuous else None
        if after is not None:
            self.play(after)

    def _on_state(self, state: PlayerState) -> None:
        playing = state is PlayerState.PLAYING
        self._bar.set_playing(playing)
        self._model.set_sounding(playing)
        self._state = state
        self._window.detail.set_loaded(self._current, state)

    def _play_or_pause(self, job_id: str) -> None:
        if job_id == self._current and self._state is not PlayerState.STOPPED:
            self._player.toggle()
        else:
            self.play(job_id)

    def _on_position(self, seconds: float) -> None:
        self._position = seconds
        self._bar.set_position(seconds)

    def _on_failed(self, problem: str) -> None:
        self._bar.set_problem(problem)

    def _on_volume(self, percent: int) -> None:
        self._player.set_volume(percent)
        self._preferences.update(volume=percent)
        if self._preferences.value.muted and percent:
            self._on_muted(False)

    def _on_muted(self, muted: bool) -> None:
        self._player.set_muted(muted)
        self._bar.set_muted(muted)
        self._window.actions_["mute"].setChecked(muted)
        self._preferences.update(muted=muted)

    def _on_continuous(self, continuous: bool) -> None:
        self._bar.set_continuous(continuous)
        self._window.actions_["continuous"].setChecked(continuous)
        self._preferences.update(continuous=continuous)

    def _change_volume(self, step: int) -> None:
        percent = max(0, min(100, self._preferences.value.volume + step))
        self._bar.set_volume(percent)
        self._on_volume(percent)

    def _play_selected(self) -> None:
        chosen = filter(self._is_playable, self._window.library.table.selected_ids())
        if first := next(chosen, None):
            self.play(first)

    def _show_current(self) -> None:
        if self._current is not None:
            self._window.library.show_job(self._current)

    def _connect(self) -> None:
        window, bar, player = self._window, self._bar, self._player
        player.state_changed.connect(self._on_state)
        player.position_changed.connect(self._on_position)
        player.duration_changed.connect(bar.set_duration)
        player.finished.connect(self._on_finished)
        player.failed.connect(self._on_failed)
        bar.play_pause_requested.connect(self._on_play_pause)
        bar.previous_requested.connect(self._on_previous)
        bar.next_requested.connect(self._on_next)
        bar.seek_requested.connect(player.seek)
        bar.volume_changed.connect(self._on_volume)
        bar.muted_changed.connect(self._on_muted)
        bar.continuous_changed.connect(self._on_continuous)
        bar.track_clicked.connect(self._show_current)
        window.library.table.play_requested.connect(self.play)
        window.detail.play_requested.connect(self._play_or_pause)
        actions = window.actions_
        actions["play"].triggered.connect(self._play_selected)
        actions["play_pause"].triggered.connect(self._on_play_pause)
        actions["previous"].triggered.connect(self._on_previous)
        actions["next"].triggered.connect(self._on_next)
        actions["forward"].triggered.connect(lambda: player.seek(self._position + STEP))
        actions["back"].triggered.connect(lambda: player.seek(max(0.0, self._position - STEP)))
        actions["volume_up"].triggered.connect(lambda: self._change_volume(VOLUME_STEP))
        actions["volume_down"].triggered.connect(lambda: self._change_volume(-VOLUME_STEP))
        actions["mute"].toggled.connect(self._on_muted)
        actions["continuous"].toggled.connect(self._on_continuous)
