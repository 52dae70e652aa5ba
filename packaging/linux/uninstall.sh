#!/bin/sh
# Removes what install.sh put there. Your songs and settings stay in ~/.local/share/whisul-desktop.
set -eu

app=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${app%/lib/whisul-desktop}
if [ "$prefix" = "$app" ] || [ ! -f "$app/installed.txt" ]; then
    echo "uninstall.sh: start the one in the folder lib/whisul-desktop of an installation" >&2
    exit 1
fi

# Removes a folder and those above it, up to the prefix, as far as nothing is left in them.
prune() { # FOLDER
    folder=$1
    while [ "$folder" != "$prefix" ] && rmdir "$folder" 2>/dev/null; do folder=${folder%/*}; done
}

while IFS= read -r file; do
    rm -f "$prefix/$file"
    prune "$prefix/${file%/*}"
done <"$app/installed.txt"
rm -f "$prefix/bin/whisul-desktop"
prune "$prefix/bin"
# The start with the session, where it starts this very installation.
autostart=${XDG_CONFIG_HOME:-$HOME/.config}/autostart/whisul-desktop.desktop
if grep -qF -e "$(cd "$app" && pwd -P)/" -e "$prefix/bin/" "$autostart" 2>/dev/null; then
    rm -f "$autostart"
fi
rm -rf "$app"
prune "$prefix/lib"
echo "Whisul Desktop is removed. Your songs and settings are still in
    ${XDG_DATA_HOME:-$HOME/.local/share}/whisul-desktop
and the API key, if you saved one, in your keyring."
