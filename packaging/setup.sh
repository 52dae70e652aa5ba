# Functions that run.sh, test.sh and build.sh share: what makes .venv and what fetches Qt's system
# libraries. POSIX sh; sourced with $root set to the repository's folder. All said goes to stderr.
# shellcheck shell=sh disable=SC2154

venv=$root/.venv # build.sh has one of its own; in it:
# .installing is there while packages are being installed: found later, that was interrupted
unset PYTHONHOME PYTHONPATH # .venv holds all there is to import

say() { printf '%s\n' "$*" >&2; }

fail() {
    say ""
    say "$*"
    exit 1
}

# ---- what is there already ---------------------------------------------------------------------

# Prints a checksum of all that an installation from the lock file $1 depends on. POSIX cksum: it
# tells a change, and starts in a millisecond on every system.
installation_of() {
    {
        cat "$root/packaging/$1" "$root/packaging/setup.sh" "$root/pyproject.toml" /etc/os-release
        printf '%s\n' "$venv"
        readlink -f "$venv/bin/python"
    } 2>/dev/null | cksum
}

is_installed() { # LOCK
    [ -x "$venv/bin/whisul-desktop" ] && [ ! -e "$venv/.installing" ] || return 1
    { IFS= read -r stamp <"$venv/.$1"; } 2>/dev/null || return 1
    [ "$stamp" = "$(installation_of "$1")" ]
}

# ---- Python and .venv --------------------------------------------------------------------------

# Builds without the global interpreter lock are left out: Qt's packages are not made for them.
is_supported() { # PYTHON
    "$1" -c 'import sys, sysconfig
old_or_new = not (3, 11) <= sys.version_info[:2] < (3, 14)
sys.exit(old_or_new or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' >/dev/null 2>&1
}

find_python() { # sets $python
    for name in python3 python3.13 python3.12 python3.11; do
        if is_supported "$name"; then
            # Not a virtual environment's own (it may be the one about to be made anew), not a shim.
            python=$("$name" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))')
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no python3"
    fail "Whisul Desktop needs Python 3.11, 3.12 or 3.13; this machine has $found.
Install one of them (Debian 12 or newer, Ubuntu 24.04: sudo apt-get install python3) and start
again, or use uv, which brings its own Python: uv run whisul-desktop"
}

make_venv() {
    place="$venv
$(readlink -f "$venv/bin/python" 2>/dev/null || true)"
    if [ -e "$venv/.installing" ]; then
        say "The last installation was interrupted: starting over"
        rm -rf "$venv"
    elif [ -e "$venv/.place" ] && [ "$(cat "$venv/.place")" != "$place" ]; then
        say "Making .venv anew: it was moved, or its Python is another one now"
        rm -rf "$venv"
    elif [ -e "$venv" ] && ! is_supported "$venv/bin/python"; then
        say "Making .venv anew: its Python does not work, or is not 3.11 to 3.13"
        rm -rf "$venv"
    fi
    if [ ! -e "$venv" ]; then
        find_python
        say "Making .venv with $("$python" --version) ($python)"
        mkdir "$venv"
        : >"$venv/.installing"
        "$python" -m venv --without-pip "$venv" || fail "$python cannot make virtual environments."
    fi
    printf '%s\n%s\n' "$venv" "$(readlink -f "$venv/bin/python")" >"$venv/.place"
}

# Sets $pip to the Python whose pip installs, and $into to what tells it to install into .venv.
find_pip() {
    pip=$venv/bin/python into=
    "$pip" -m pip --version >/dev/null 2>&1 && return
    "$pip" -m ensurepip >/dev/null 2>&1 && return
    # Debian keeps ensurepip in a package of its own. The machine's pip does as well, from 22.3 on.
    [ -n "${python:-}" ] || find_python
    if "$python" -m pip --python "$venv/bin/python" --version >/dev/null 2>&1; then
        pip=$python into=--python=$venv/bin/python
        return
    fi
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    has_apt || fail "$python has neither pip nor ensurepip: install pip for it and start again."
    apt_install "$package" || say_how_to_install "$package"
    "$pip" -m ensurepip >/dev/null || fail "$pip -m ensurepip does not work."
}

# Runs pip; shows the packages of a megabyte and more, and everything if it fails.
run_pip() {
    log=$venv/pip.log
    : >"$log"
    rm -f "$venv/.pip-worked"
    {
        PYTHONUNBUFFERED=1 PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
            "$pip" -m pip ${into:+"$into"} --no-input "$@" </dev/null 2>&1 &&
            : >"$venv/.pip-worked"
    } | while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
            *"Downloading "*" MB)" | *"Using cached "*" MB)") say "  ${line#"${line%%[! ]*}"}" ;;
            "Installing collected packages: "*,*) say "  Unpacking" ;;
        esac
    done
    [ -e "$venv/.pip-worked" ] && return
    cat "$log" >&2
    fail "pip could not install the packages; its own words are above. It needs a network, 1 GB of disk
and a system that Qt's packages are made for (on Linux: glibc 2.34 or newer, so Debian 12, Ubuntu
22.04). Then start again."
}

install_packages() { # LOCK
    : >"$venv/.installing"
    say "Installing the packages of packaging/$1 (about 300 MB the first time)"
    run_pip install --require-hashes -r "$root/packaging/$1"
    run_pip install --no-deps --no-build-isolation --editable "$root"
    rm -f "$venv/.installing"
}

# ---- system packages ---------------------------------------------------------------------------

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Installs Debian packages if that needs no password; returns 1 if it does. --no-remove: nothing
# that is on the machine goes away for us. 9<&-: a service started by a package must not keep the
# lock of set_up.
apt_install() { # PACKAGE...
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root='sudo -n'
        $as_root true 2>/dev/null || return 1
    fi
    say "Installing system packages: $*"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
    $apt update </dev/null >/dev/null 2>&1 9<&- || say "  (some package lists could not be fetched)"
    # What the packages' own scripts say is shown if they fail.
    words=$($apt install -y --no-install-recommends --no-remove "$@" </dev/null 2>&1 9<&-) ||
        fail "$words

apt-get could not install: $*"
}

say_how_to_install() { # PACKAGE...
    fail "System packages are missing, and installing them takes root's rights. Run this, then start again:

    sudo apt-get install --no-install-recommends $*"
}

# Installs those of these Debian packages that are missing.
install_debian_packages() { # PACKAGE...
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true)"
    missing=
    for package in "$@"; do
        case $installed in *" installed=$package "*) ;; *) missing="$missing $package" ;; esac
    done
    # shellcheck disable=SC2086 # a list of words
    [ -z "$missing" ] || apt_install $missing || say_how_to_install $missing
}

# Prints the shared libraries that these files of PySide6 need and the machine lacks.
missing_libraries() { # FILE...
    (cd "$venv"/lib/python3.*/site-packages/PySide6 && ldd "$@" 2>/dev/null) |
        sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u
}

# Debian names a library's package after its soname (Policy 8.1); these four are older than that.
debian_package() { # SONAME
    case $1 in
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        libbrotli*) echo libbrotli1 ;;
        libbz2.so.*) echo libbz2-1.0 ;;
        libz.so.1) echo zlib1g ;;
        *[0-9].so.*) echo "${1%.so.*}-${1##*.so.}" ;;
        *) echo "${1%.so.*}${1##*.so.}" ;;
    esac | tr 'A-Z_' 'a-z-'
}

has_font() {
    find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        -name '*.[to]t[fc]' 2>/dev/null | grep -q .
}

install_system_libraries() {
    [ "$(uname -s)" = Linux ] && command -v ldd >/dev/null || return 0
    for_window='QtWidgets.abi3.so QtSvg.abi3.so Qt/plugins/platforms/libqxcb.so'
    for_sound='QtMultimedia.abi3.so Qt/plugins/multimedia/libffmpegmediaplugin.so'
    for_wayland='Qt/plugins/platforms/libqwayland.so
        Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so'
    # shellcheck disable=SC2086 # lists of words
    libraries=$(missing_libraries $for_window $for_sound $for_wayland)
    if has_apt; then
        packages=$(for library in $libraries; do debian_package "$library"; done | sort -u)
        has_font || packages="$packages fonts-dejavu-core"
        # shellcheck disable=SC2086
        set -- $packages
        [ $# -eq 0 ] || apt_install "$@" || say_how_to_install "$@"
        # shellcheck disable=SC2086
        libraries=$(missing_libraries $for_window $for_sound $for_wayland)
    fi
    [ -n "$libraries" ] || return 0
    # shellcheck disable=SC2086
    needed=$(missing_libraries $for_window)
    # shellcheck disable=SC2086,SC2116 # on one line
    [ -z "$needed" ] || fail "Qt needs these libraries, which this machine lacks: $(echo $needed)
Install the packages of your system that hold them, and start again."
    # shellcheck disable=SC2086,SC2116
    say "This machine lacks libraries for sound or Wayland; the app works without: $(echo $libraries)"
}

# ---- all of it ---------------------------------------------------------------------------------

# Makes .venv hold what the lock file says, once: the next call only compares a checksum.
set_up() { # LOCK
    is_installed "$1" && return
    exec 9<"$root/packaging/setup.sh" # one installation at a time
    if command -v flock >/dev/null && ! flock -n 9; then
        say "Another installation is running: waiting for it"
        flock 9
    fi
    if ! is_installed "$1"; then
        make_venv
        find_pip
        install_packages "$1"
        install_system_libraries
        installation_of "$1" >"$venv/.$1"
        say "Installed"
    fi
    exec 9<&-
}
