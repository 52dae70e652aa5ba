"""The key and the way to the service: welcome, settings, one notice for each trouble."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    BadApiKey,
    BadApiUrl,
    KeyringUnavailable,
    NoApiKey,
    WhisulError,
)
from whisul_desktop.core.keystate import KeySource, KeyState
from whisul_desktop.core.settings import Theme
from whisul_desktop.core.urls import check_api_url
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.ui.settings_dialog import SettingsDialog
    from whisul_desktop.ui.welcome import Welcome


class AccountFlow(QObject):
    """Shows the welcome on a first run, the settings when asked, the key's state always."""

    demo_requested = Signal()
    restart_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        preferences: Preferences,
        backend: Backend,
        *,
        demo: bool,
        data_folder: Path,
        started_with_url: str | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._preferences = preferences
        self._language = preferences.value.language  # of this window
        self._backend = backend
        self._demo = demo
        self._data_folder = data_folder
        self._started_with_url = started_with_url
        self._welcome: Welcome | None = None
        self._welcoming = False  # a key of the welcome page is being kept and tested
        self._dialog: SettingsDialog | None = None
        window.actions_["settings"].triggered.connect(self.show_settings)

    def on_services(self, services: Services) -> None:
        services.account.changed.connect(self._on_key_state)

    def show_welcome(self) -> None:
        """The first-run page in place of everything."""
        from whisul_desktop.ui.welcome import Welcome

        self._welcome = Welcome(self._look)
        self._welcome.key_submitted.connect(self._on_welcome_key)
        self._welcome.session_requested.connect(self._on_welcome_session)
        self._welcome.demo_requested.connect(self.demo_requested)
        self._window.show_page(self._welcome)

    def show_settings(self) -> None:
        """Open the settings, or bring them forward."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from whisul_desktop.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._look, self._window)
        self._dialog = dialog
        settings = self._preferences.value
        dialog.set_theme(settings.theme)
        dialog.set_folder(settings.save_folder)
        dialog.set_data_folder(str(self._data_folder))
        dialog.set_api_url(self._started_with_url or settings.api_url)
        dialog.set_demo(self._demo)
        dialog.key_set_requested.connect(self._on_set_key)
        dialog.session_requested.connect(self._on_keep_for_session)
        dialog.key_test_requested.connect(lambda: self._run("test key", self._test))
        dialog.key_remove_requested.connect(lambda: self._run("remove key", self._remove))
        dialog.folder_chosen.connect(lambda path: self._preferences.update(save_folder=path))
        dialog.theme_chosen.connect(self._on_theme)
        dialog.api_url_chosen.connect(self._on_api_url)
        dialog.language.set_language(settings.language, self._language)
        dialog.language.chosen.connect(lambda code: self._preferences.update(language=code))
        dialog.language.restart_requested.connect(self.restart_requested)
        dialog.template.serve(self._preferences, self._window.library.a_song())
        dialog.desktop.set_settings(settings)
        dialog.desktop.changed.connect(lambda name, on: self._preferences.update(**{name: on}))
        # what can't be done is taken back
        self._unwatch = self._preferences.changed.connect(dialog.desktop.set_settings)
        dialog.finished.connect(self._on_settings_closed)
        if self._backend.services is not None:
            dialog.set_key_state(self._backend.services.account.state)
        dialog.open()

    # the key

    def _on_key_state(self, state: KeyState) -> None:
        if self._dialog is not None:
            self._dialog.set_key_state(state)
        notices = self._window.notices
        if self._welcome is not None and not self._welcoming:
            if state.refused:
                self._welcome.show_problem(_refusal(state))
            elif state.source is not KeySource.NONE:  # it was in the keyring, or is set for us
                self._leave_welcome()
        if self._welcome is not None or self._demo:
            return
        if state.refused:
            self._ask_for_key(_refusal(state))
        elif state.source is KeySource.NONE and state.trouble is not None:
            self._ask_for_key(wording.error_text(KeyringUnavailable(state.trouble)))
        elif state.source is KeySource.NONE:
            self._ask_for_key(self.tr("There is no API key yet. Songs wait until there is one."))
        else:
            notices.dismiss("key")

    def _ask_for_key(self, text: str) -> None:
        self._window.notices.show_notice(
            text,
            kind="warning",
            action=self.tr("Set API Key…"),
            on_action=self.show_settings,
            key="key",
        )

    def _on_welcome_key(self, pasted: str) -> None:
        self._run("welcome key", lambda services: self._busily(self._welcome_key(services, pasted)))

    def _on_welcome_session(self, pasted: str) -> None:
        async def keep(services: Services) -> None:
            services.account.keep_for_session(pasted)
            await self._finish_welcome(services)

        self._run("session key", lambda services: self._busily(keep(services)))

    async def _welcome_key(self, services: Services, pasted: str) -> None:
        welcome = self._welcome
        if welcome is None:
            return
        try:
            await services.account.set_key(pasted)
        except KeyringUnavailable as error:
            welcome.offer_session(wording.error_text(error))
        except BadApiKey as error:
            welcome.show_problem(wording.error_text(error))
        else:
            await self._finish_welcome(services)

    async def _busily(self, work: Coroutine[Any, Any, None]) -> None:
        """Do one thing at a time on the welcome page, and only while it is there."""
        welcome = self._welcome
        if welcome is None or self._welcoming:
            work.close()
            return
        self._welcoming = True
        welcome.set_busy(True)
        try:
            await work
        finally:
            self._welcoming = False
            if self._welcome is welcome:
                welcome.set_busy(False)

    async def _finish_welcome(self, services: Services) -> None:
        """The key is stored; a refused one keeps the page, trouble on the way does not."""
        welcome = self._welcome
        trouble: WhisulError | None = None
        try:
            await services.account.test()
        except (ApiError, NoApiKey) as error:
            trouble = error
        if welcome is None:
            return
        if services.account.state.refused and trouble is not None:
            state = services.account.state
            await services.account.remove()  # a wrong key is not kept
            welcome.show_problem(_refusal(state))
            return
        self._leave_welcome()
        if trouble is not None:
            self._window.notices.show_notice(
                self.tr("The key is kept, but could not be tested:")
                + " "
                + wording.error_text(trouble),
                kind="warning",
                key="key test",
            )

    def _leave_welcome(self) -> None:
        welcome, self._welcome = self._welcome, None
        if welcome is not None:
            self._preferences.update(welcomed=True)
            self._window.show_page(None)
            welcome.deleteLater()
            self._window.compose.focus_prompt()

    def _on_set_key(self, pasted: str) -> None:
        async def work(services: Services) -> None:
            await services.account.set_key(pasted)
            await self._test(services)

        self._run("set key", work)

    def _on_keep_for_session(self, pasted: str) -> None:
        async def work(services: Services) -> None:
            services.account.keep_for_session(pasted)
            await self._test(services)

        self._run("session key", work)

    async def _test(self, services: Services) -> None:
        await services.account.test()
        if self._dialog is not None:
            self._dialog.show_success(self.tr("The service accepts this key."))

    async def _remove(self, services: Services) -> None:
        await services.account.remove()

    def _run(self, name: str, work: Callable[[Services], object]) -> None:
        """Run a wish of the settings and show there what hindered it."""

        async def guarded(services: Services) -> None:
            if self._dialog is not None:
                self._dialog.set_busy(True)
            try:
                await work(services)  # type: ignore[misc]
            except WhisulError as error:
                if self._dialog is not None:
                    self._dialog.show_error(error)
                else:
                    self._window.notices.show_notice(
                        wording.error_text(error), kind="danger", key="settings"
                    )
            finally:
                if self._dialog is not None:
                    self._dialog.set_busy(False)

        self._backend.run(name, guarded)

    # the other settings

    def _on_theme(self, theme: Theme) -> None:
        self._preferences.update(theme=theme)
        self._look.set_theme(theme)

    def _on_api_url(self, text: str) -> None:
        try:
            url = check_api_url(text)
        except BadApiUrl as error:
            if self._dialog is not None:
                self._dialog.show_error(error)
            return
        self._preferences.update(api_url=url)
        self._run("api url", lambda services: self._change_url(services, url))

    async def _change_url(self, services: Services, url: str) -> None:
        self._started_with_url = None
        await services.account.change_api_url(url)
        services.following.follow_all()
        if self._dialog is not None:
            self._dialog.set_api_url(url)

    def _on_settings_closed(self) -> None:
        if self._dialog is not None:
            self._unwatch()
            self._dialog.deleteLater()
            self._dialog = None


def _refusal(state: KeyState) -> str:
    """Why a key is not used, and what to do: another matter where it is not from here."""
    if state.source is not KeySource.ENVIRONMENT:
        return wording.error_text(AuthError())
    from whisul_desktop.ui.key_section import key_state_text

    _kind, words = key_state_text(state)
    return words
