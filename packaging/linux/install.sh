#!/bin/sh
# Puts Whisul Desktop into ~/.local, for you alone; no root, no password, no network:
#
#   sh install.sh              into ~/.local
#   sh install.sh FOLDER       into another folder, as bin/, lib/ and share/
#
# Installing again replaces the app and leaves your songs, settings and key as they are.
# To remove it: sh ~/.local/lib/whisul-desktop/uninstall.sh
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "${1:-$HOME/.local}"
prefix=$(CDPATH='' cd -- "${1:-$HOME/.local}" && pwd)
app=$prefix/lib/whisul-desktop

case $prefix in
    *[\"\`\$\\%\|\&]*)
        echo "install.sh: no app can be started from a folder of this name: $prefix" >&2
        exit 1
        ;;
esac

# Beside the old one first, then in its place: what is interrupted leaves the old app whole.
mkdir -p "$prefix/bin" "$prefix/lib"
rm -rf "$app.new" "$app.old"
cp -R "$here/lib/whisul-desktop" "$app.new"
cp "$here/uninstall.sh" "$app.new/"
(cd "$here" && find share -type f) >"$app.new/installed.txt"
[ ! -e "$app" ] || mv "$app" "$app.old"
mv "$app.new" "$app"
rm -rf "$app.old"
ln -sf ../lib/whisul-desktop/whisul-desktop "$prefix/bin/whisul-desktop"

while IFS= read -r file; do
    mkdir -p "$prefix/${file%/*}"
    cp "$here/$file" "$prefix/$file"
done <"$app/installed.txt"
# A menu may know nothing of ~/.local/bin.
entry=$prefix/share/applications/whisul-desktop.desktop
sed "s|^Exec=whisul-desktop|Exec=\"$prefix/bin/whisul-desktop\"|
    s|^TryExec=whisul-desktop|TryExec=$prefix/bin/whisul-desktop|" \
    "$here/share/applications/whisul-desktop.desktop" >"$entry"

echo "Whisul Desktop is installed: find it in the menu of your desktop, or start
    $prefix/bin/whisul-desktop
To remove it:
    sh $app/uninstall.sh"

missing=$(find "$app" -name '*.so*' ! -name libqgtk3.so -exec ldd {} + 2>/dev/null |
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u)
if [ -n "$missing" ]; then
    echo
    echo "It needs these libraries of your system, which are not there. Install the packages that
hold them:"
    echo "$missing" | sed 's/^/    /'
fi
