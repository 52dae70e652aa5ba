#!/bin/sh
# Starts Whisul Desktop; the first time it installs all that is needed into .venv:
#
#   sh packaging/run.sh --demo
#
# Every option is the app's own (--help lists them). Exit status: the app's; 1 if the installation
# failed; 69 if there is no screen.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/setup.sh"

wants_window() { # the app's options
    for option in "$@"; do
        case $option in -h | --help | --version) return 1 ;; esac
    done
}

has_screen() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && return
    case ${QT_QPA_PLATFORM:-} in '' | xcb* | wayland*) ;; *) return 0 ;; esac # offscreen, vnc …
    [ "$(uname -s)" != Linux ]
}

set_up requirements.lock

if wants_window "$@" && ! has_screen; then
    say "Whisul Desktop is installed, but there is no screen here to show its window on:
neither DISPLAY nor WAYLAND_DISPLAY is set. To see it, run the same command

  - in a terminal on the machine's own desktop, or
  - over ssh -X from a machine that has one, or
  - on a screen in memory:  sudo apt-get install xvfb xauth
                            xvfb-run sh packaging/run.sh --demo"
    exit 69
fi

exec "$venv/bin/whisul-desktop" "$@"
