"""Draws app/app-*.png, app.ico, app.icns; with `--sheet FILE`, all icons on one sheet to look at.

16 px comes from app-small.svg, whose edges lie on pixels, the rest from app.svg. Run by hand
after a change of either: `python resources/icons/make.py`.
"""

from __future__ import annotations

import argparse
import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIZES = (16, 32, 48, 64, 128, 256, 512)
# The kinds of picture in an .icns by their size in pixels; the second is for screens of 200 %.
ICNS = {16: ("icp4",), 32: ("icp5", "ic11"), 64: ("icp6", "ic12"), 128: ("ic07",),
        256: ("ic08", "ic13"), 512: ("ic09", "ic14")}  # fmt: skip
GROUNDS = (("#ffffff", "#1a1a21"), ("#18181f", "#ececf2"))


def drawing(path: Path, color: str) -> QSvgRenderer:
    """A drawing in one colour; raises ValueError where Qt can't read it."""
    data = path.read_bytes().replace(b"currentColor", color.encode())
    renderer = QSvgRenderer(QByteArray(data))
    if not renderer.isValid():
        raise ValueError(f"{path.name} can't be drawn")
    return renderer


def make_app_icons() -> None:
    large, small = (drawing(HERE / f"{name}.svg", "#000000") for name in ("app", "app-small"))
    folder = HERE / "app"
    folder.mkdir(exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        (large if size > 16 else small).render(painter, QRectF(0, 0, size, size))
        painter.end()
        if not image.save(str(folder / f"app-{size}.png")):
            raise OSError(f"app-{size}.png can't be written")
    pictures = {size: (folder / f"app-{size}.png").read_bytes() for size in SIZES}
    (folder / "app.ico").write_bytes(ico(pictures))
    (folder / "app.icns").write_bytes(icns(pictures))


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNGs as Windows' icon: a table, then the pictures. It ends at 256 px, written as 0."""
    pictures = {size: png for size, png in pictures.items() if size <= 256}
    place = 6 + 16 * len(pictures)
    table = struct.pack("<3H", 0, 1, len(pictures))
    for size, png in pictures.items():
        table += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(png), place)
        place += len(png)
    return table + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """PNGs as macOS' icon: four letters and the length before each, and before all of it."""
    parts = [
        kind.encode() + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for size, kinds in ICNS.items()
        for kind in kinds
    ]
    return b"icns" + struct.pack(">I", 8 + sum(map(len, parts))) + b"".join(parts)


def make_sheet(target: Path) -> None:
    """Every icon at 20 and 40 px, on the light ground and on the dark one."""
    paths = sorted(HERE.glob("*.svg"))
    columns, cell = 10, 72
    rows = -(-len(paths) // columns)
    sheet = QImage(columns * cell * 2, rows * cell, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for half, (ground, ink) in enumerate(GROUNDS):
        left = half * columns * cell
        painter.fillRect(left, 0, columns * cell, rows * cell, QColor(ground))
        for index, path in enumerate(paths):
            x, y = left + index % columns * cell, index // columns * cell
            renderer = drawing(path, ink)
            renderer.render(painter, QRectF(x + 4, y + 26, 20, 20))
            renderer.render(painter, QRectF(x + 28, y + 16, 40, 40))
    painter.end()
    sheet.save(str(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path, help="draw all icons on one picture instead")
    options = parser.parse_args()
    app = QGuiApplication([])
    if options.sheet:
        make_sheet(options.sheet)
    else:
        make_app_icons()
    del app


if __name__ == "__main__":
    main()
