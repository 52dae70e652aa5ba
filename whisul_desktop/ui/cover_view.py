"""A cover in full size in a window of its own: fit or 1:1, zoom at the pointer, drag."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QImage,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.ui import wording
from whisul_desktop.ui.pictures import PictureLoader
from whisul_desktop.ui.theme import Look

_LARGEST = QSize(4096, 4096)  # px: what the decode limit allows
_ZOOM_STEP = 1.25
_ZOOM_MAX = 8.0


class CoverView(QDialog):
    """Not modal. Esc closes; 0 fits, 1 is one picture pixel per screen pixel, + and - zoom."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fits = True
        self._loader = PictureLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self._canvas = QGraphicsView(self._scene)
        self._canvas.setFrameShape(QFrame.Shape.NoFrame)
        self._canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._canvas.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self._canvas.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._canvas.setAccessibleName(self.tr("Cover"))
        self._canvas.viewport().installEventFilter(self)
        self._note = QLabel()
        self._note.setProperty("muted", True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._build()
        self.resize(QSize(720, 768).boundedTo(self.screen().availableSize() * 0.9))
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_cover(self, path: Path, title: str) -> None:
        """Bring the window up with this picture, fitted."""
        self.setWindowTitle(wording.one_line(title) or self.tr("Cover"))
        self._fits = True
        self._item.setPixmap(QPixmap())
        self._note.setText("")
        self._loader.request(path, _LARGEST)
        if self.isVisible():
            self.raise_()
            self.activateWindow()
        self.show()

    @property
    def zoom(self) -> float:
        """Screen pixels (device) per picture pixel."""
        return self._canvas.transform().m11() * self.devicePixelRatioF()

    def fit(self) -> None:
        """The whole picture, never larger than it is."""
        self._fits = True
        if self._item.pixmap().isNull():
            return
        self._canvas.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom > 1.0:
            self._set_zoom(1.0)
        self._say()

    def actual_size(self) -> None:
        """One picture pixel per screen pixel."""
        self._fits = False
        self._set_zoom(1.0)

    def zoom_in(self) -> None:
        self._fits = False
        self._set_zoom(self.zoom * _ZOOM_STEP)

    def zoom_out(self) -> None:
        self._fits = False
        self._set_zoom(self.zoom / _ZOOM_STEP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            turn = event.angleDelta().y()
            if turn:
                self._fits = False
                self._set_zoom(self.zoom * _ZOOM_STEP ** (turn / 120))
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._canvas, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self._note, 1)
        for label, keys, slot in (
            (self.tr("Fit"), ("0",), self.fit),
            (self.tr("100 %"), ("1",), self.actual_size),
            (self.tr("Zoom out"), ("-",), self.zoom_out),
            (self.tr("Zoom in"), ("+", "="), self.zoom_in),
        ):
            action = QAction(label, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(slot)
            self.addAction(action)
            button = QPushButton(label)
            button.setAccessibleName(label)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            bar.addWidget(button)
        layout.addLayout(bar)

    def _set_zoom(self, zoom: float) -> None:
        pixels = self._item.pixmap().size()
        if pixels.isEmpty():
            return
        smallest = min(1.0, 64 / max(pixels.width(), pixels.height()))
        scale = max(smallest, min(_ZOOM_MAX, zoom)) / self.devicePixelRatioF()
        self._canvas.setTransform(QTransform.fromScale(scale, scale))
        self._say()

    def _say(self) -> None:
        size = self._item.pixmap().size()
        text = self.tr("{width} × {height} px · {percent} %")
        self._note.setText(
            text.format(width=size.width(), height=size.height(), percent=round(self.zoom * 100))
        )

    def _on_loaded(self, _path: Path, image: QImage) -> None:
        if image.isNull():
            self._note.setText(self.tr("This cover can't be shown."))
            return
        self._item.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(self._item.boundingRect())
        self.fit()

    def _on_look_changed(self) -> None:
        self._canvas.setBackgroundBrush(self._look.color("window"))
