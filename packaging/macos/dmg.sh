# Makes the .dmg of dist/Whisul Desktop.app. Sourced by build.sh with $version set. POSIX sh.
# Signed with the identity CODESIGN_IDENTITY and notarised with the keychain profile
# NOTARY_PROFILE where they are set; else by nobody, and people have to allow it by hand.
# shellcheck shell=sh disable=SC2154 # root, version

app="$root/dist/Whisul Desktop.app"
dmg=$root/dist/whisul-desktop-$version-macos-$(uname -m).dmg

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --force --deep --timestamp --options runtime \
        --entitlements "$root/packaging/macos/entitlements.plist" --sign "$CODESIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi

say "Making the disk image"
tree=$root/build/dmg
rm -rf "$tree" "$dmg"
mkdir -p "$tree"
cp -R "$app" "$tree/"
ln -s /Applications "$tree/Applications"
hdiutil create -volname "Whisul Desktop" -srcfolder "$tree" -fs HFS+ -format ULFO "$dmg" >&2

if [ -n "${CODESIGN_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$NOTARY_PROFILE" --wait >&2
    xcrun stapler staple "$dmg" >&2
fi
say "  $(du -m "$dmg" | cut -f1) MB: ${dmg#"$root/"}"
