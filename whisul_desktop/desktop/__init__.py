"""The desktop around the app: notifications, media keys, launcher, autostart. No Qt.

The only home of dbus-fast (Linux), desktop-notifier, winrt (Windows) and rubicon-objc (macOS).
Each system's module is imported on that system alone, long after the first paint.
"""
