# Makes the .deb and the .tar.xz of dist/whisul-desktop. Sourced by build.sh with $version set.
# POSIX sh.
# shellcheck shell=sh disable=SC2154 # root, version, SOURCE_DATE_EPOCH

stage=$root/build/stage # what both packages put under a prefix: /usr, or ~/.local
architecture=$(dpkg --print-architecture 2>/dev/null || uname -m)
linux=$root/packaging/linux

# One mode and one date for all that goes into a package.
settle() { # FOLDER
    chmod -R u=rwX,go=rX "$1"
    find "$1" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
}

# The screenshots are shown from the web: without an address of theirs that part is left out.
metainfo() {
    if [ -n "${WHISUL_DESKTOP_SCREENSHOTS:-}" ]; then
        sed "s|@SCREENSHOTS@|$WHISUL_DESKTOP_SCREENSHOTS|" "$linux/com.whisul.desktop.metainfo.xml"
    else
        sed '/<screenshots>/,/<\/screenshots>/d' "$linux/com.whisul.desktop.metainfo.xml"
    fi | sed "s/@VERSION@/$version/; s/@DATE@/$(date --utc --date "@$SOURCE_DATE_EPOCH" +%F)/"
}

make_stage() {
    rm -rf "$stage"
    mkdir -p "$stage/bin" "$stage/lib" "$stage/share/applications" "$stage/share/metainfo"
    cp -a "$root/dist/whisul-desktop" "$stage/lib/"
    ln -s ../lib/whisul-desktop/whisul-desktop "$stage/bin/whisul-desktop"
    cp "$linux/whisul-desktop.desktop" "$stage/share/applications/"
    metainfo >"$stage/share/metainfo/com.whisul.desktop.metainfo.xml"
    for picture in "$root"/resources/icons/app/app-*.png; do
        size=${picture##*-} size=${size%.png}
        install -D "$picture" "$stage/share/icons/hicolor/${size}x$size/apps/whisul-desktop.png"
    done
    install -D "$root/resources/icons/app.svg" "$stage/share/icons/hicolor/scalable/apps/whisul-desktop.svg"
}

# Prints the packages of the libraries that a package's tree takes from the system, with versions.
# GTK's are left out: its plugin gives GNOME's own dialogs and is not missed elsewhere.
dependencies() { # TREE
    work=$root/build/shlibdeps
    rm -rf "$work"
    mkdir -p "$work/debian"
    printf 'Source: whisul-desktop\n\nPackage: whisul-desktop\nArchitecture: any\n' >"$work/debian/control"
    bundle=usr/lib/whisul-desktop
    # --ignore-missing-info: Debian knows libbz2.so.1, a name of other systems, for a link only
    (
        cd "$work" || exit
        find "$1/$bundle" -type f \( -name '*.so' -o -name '*.so.*' -o -name whisul-desktop \) \
            ! -name libqgtk3.so -print0 |
            xargs -0 dpkg-shlibdeps -Tsubstvars --warnings=0 --ignore-missing-info \
                -S"$1" -l"/$bundle/_internal" 2>"$work/log" || fail "$(cat "$work/log")"
    ) || exit
    sed -n 's/^shlibs:Depends=//p' "$work/substvars"
}

make_deb() {
    tree=$root/build/deb
    deb=$root/dist/whisul-desktop_${version}_$architecture.deb
    rm -rf "$tree"
    mkdir -p "$tree/DEBIAN" "$tree/usr/share/doc/whisul-desktop"
    cp -a "$stage/." "$tree/usr/"
    cp "$linux/copyright" "$tree/usr/share/doc/whisul-desktop/"
    depends=$(dependencies "$tree")
    cat >"$tree/DEBIAN/control" <<END
Package: whisul-desktop
Version: $version
Architecture: $architecture
Maintainer: The makers of Whisul Desktop
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: $depends
Recommends: gnome-keyring | kwalletmanager | keepassxc, xdg-desktop-portal
Suggests: libgtk-3-0
Section: sound
Priority: optional
Homepage: https://whisul.com
Description: make songs from words: describe, listen, keep
 Describe what you want to hear, go on with your work, and listen when it is
 ready. Whisul Desktop makes songs with the Whisul API, follows every one of
 them, keeps it on your computer with its cover, and plays it, also without a
 network. Its demo needs no account.
END
    settle "$tree"
    rm -f "$deb"
    dpkg-deb --root-owner-group -Zxz --build "$tree" "$deb" >/dev/null
}

make_tar() {
    name=whisul-desktop-$version-linux-$(uname -m)
    tree=$root/build/$name
    rm -rf "$tree"
    mkdir "$tree"
    cp -a "$stage/." "$tree/"
    cp "$linux/install.sh" "$linux/uninstall.sh" "$root/LICENSE" "$tree/"
    settle "$tree"
    tar --create --directory "$root/build" --sort=name --owner=0 --group=0 --numeric-owner "$name" |
        xz --threads=0 >"$root/dist/$name.tar.xz"
}

say "Making the packages"
make_stage
made=
if has_apt; then
    make_deb
    made=$deb
fi
make_tar
for file in ${made:+"$made"} "$root/dist/$name.tar.xz"; do
    say "  $(du -m "$file" | cut -f1) MB: ${file#"$root/"}"
done
