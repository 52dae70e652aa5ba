#!/bin/sh
# Runs every check and every test; the first time it installs all that they need.
#
#   sh packaging/test.sh                   everything
#   sh packaging/test.sh tests/core -x     the checks, then pytest with these arguments
#
# Stops at the first check that fails. pytest comes last: the last line is its summary.
set -eu
exec 2>&1 </dev/null
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/setup.sh"

# For the end-to-end tests: a screen and a window manager, a keyring, a sound server and what
# measures sound, and what presses the buttons.
test_packages='xvfb xauth openbox xdotool imagemagick dbus gnome-keyring
    pulseaudio pulseaudio-utils sox libsox-fmt-mp3 ffmpeg
    at-spi2-core python3-pyatspi
    playerctl libglib2.0-bin iproute2
    desktop-file-utils appstream shellcheck'

install_test_packages() {
    if ! has_apt; then
        # shellcheck disable=SC2086,SC2116 # on one line
        say "Not Debian or Ubuntu: the end-to-end tests need what these packages hold there:" \
            "$(echo $test_packages)"
        return
    fi
    # shellcheck disable=SC2086 # a list of words
    install_debian_packages $test_packages
}

install_everything() {
    install_test_packages
    set_up requirements-dev.lock
    # Holds all of requirements.lock too, in the same versions: run.sh has nothing left to do.
    installation_of requirements.lock >"$venv/.requirements.lock"
}

step() { # NAME COMMAND...
    name=$1
    shift
    printf '\n== %s\n' "$name"
    begun=$(date +%s)
    status=0
    "$@" || status=$?
    if [ "$status" -ne 0 ]; then
        printf '== FAILED: %s (exit status %s, %s s)\n' "$name" "$status" $(($(date +%s) - begun))
        exit "$status"
    fi
    printf '   %s s\n' $(($(date +%s) - begun))
}

# The same numbers, dates and sorting on every machine; no window but on the tests' own screens.
unset LANGUAGE
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen PYRIGHT_PYTHON_IGNORE_WARNINGS=1

printf '== Set-up\n'
begun=$(date +%s)
install_everything # not in step: set -e has to hold in it
printf '   %s s\n' $(($(date +%s) - begun))

cd "$root"
PATH=$venv/bin:$PATH
step 'Lint (ruff check)' ruff check .
step 'Format (ruff format)' ruff format --check .
step 'Layers (import-linter)' lint-imports
step 'Types (pyright)' pyright
printf '\n== Tests (pytest)\n'
exec "$venv/bin/python" -m pytest "$@"
