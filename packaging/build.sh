#!/bin/sh
# Builds the app for people who have no Python, from the locked packages, into dist/:
#
#   sh packaging/build.sh           all of it
#   sh packaging/build.sh folder    the folder alone, which starts by itself
#
# On Linux a .deb and a .tar.xz with an installer, on macOS a .dmg. For Windows: windows/build.ps1.
# The same source, lock and machine give the same files.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/setup.sh"
venv=$root/build/venv # what is bundled is what the lock says and nothing else

what=${1:-packages}
case $what in folder | packages) ;; *) fail "usage: sh packaging/build.sh [folder]" ;; esac
cd "$root"
mkdir -p build

if [ "$(uname -s)" = Linux ] && has_apt; then
    # binutils: objdump, by which PyInstaller tells what a library needs
    install_debian_packages binutils dpkg-dev xz-utils
fi
set_up requirements-bundle.lock

# The commit's date in all that is written, and one order of all sets: built twice, the same bytes.
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}"
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1

say "Making the bundle"
rm -rf dist/whisul-desktop
"$venv/bin/pyinstaller" --noconfirm --clean --log-level WARN \
    --workpath build/pyinstaller --distpath dist packaging/bundle.spec >build/pyinstaller.log 2>&1 || {
    cat build/pyinstaller.log >&2
    fail "PyInstaller could not make the bundle; its own words are above."
}
say "  $(du -sm dist/whisul-desktop | cut -f1) MB: dist/whisul-desktop"
[ "$what" = packages ] || exit 0

version=$("$venv/bin/python" -c 'import whisul_desktop; print(whisul_desktop.__version__)')
case $(uname -s) in
    Linux) . "$root/packaging/linux/packages.sh" ;;
    Darwin) . "$root/packaging/macos/dmg.sh" ;;
esac
