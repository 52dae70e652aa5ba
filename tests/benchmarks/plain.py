"""The same rows as the app's in a window of Qt's own parts: a `QTableView` on a
`QSortFilterProxyModel` on a `QStandardItemModel`. What the app's table is compared with."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tests.benchmarks import words
from tests.benchmarks.probe import Probe
from tests.benchmarks.subject import Subject
from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.ui.job_cells import cell_text

ID = Qt.ItemDataRole.UserRole + 1
COLUMNS = tuple(JobColumn)
_WORDS = len(COLUMNS)  # a hidden column, to be searched in
_BPM, _RATING = COLUMNS.index(JobColumn.BPM), COLUMNS.index(JobColumn.RATING)
_ROW = 52  # pixels, as in the app


def main(folder: Path) -> int:
    """Show the library of this data folder."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    model = _model(_jobs(folder))
    window.setCentralWidget(_Library(model))
    window.resize(1280, 800)
    window.show()
    return app.exec()


class _Library(QWidget):
    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        proxy = QSortFilterProxyModel(self)
        proxy.setSourceModel(model)
        proxy.setFilterKeyColumn(_WORDS)
        proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        table = QTableView()
        table.setModel(proxy)
        table.setColumnHidden(_WORDS, True)
        table.setSortingEnabled(True)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.verticalHeader().hide()
        table.sortByColumn(COLUMNS.index(JobColumn.CREATED), Qt.SortOrder.DescendingOrder)
        search = QLineEdit()
        search.textChanged.connect(proxy.setFilterFixedString)
        column = QVBoxLayout(self)
        column.addWidget(search)
        column.addWidget(table)


def use(probe: Probe) -> Subject:
    """The window that the probe found, to be used by a scenario."""
    window, table = probe.window, probe.table
    assert window is not None
    assert table is not None
    proxy = table.model()
    assert isinstance(proxy, QSortFilterProxyModel)
    source = proxy.sourceModel()
    assert isinstance(source, QStandardItemModel)
    search = window.findChild(QLineEdit)
    assert search is not None

    texts = (source.item(row, _WORDS).text() for row in range(source.rowCount()))
    found = [row for row, text in enumerate(texts) if words.SOME in text]

    def put(rows: Iterable[int], column: int, value: Any) -> None:
        for row in rows:
            source.item(row, column).setData(value, Qt.ItemDataRole.DisplayRole)

    return Subject(
        window=window,
        table=table,
        search=search,
        id_at=lambda row: proxy.index(row, 0).data(ID),
        is_settled=lambda: True,
        is_ours=False,
        answer=lambda numbers, tempo: (
            lambda: put((found[n] for n in numbers if n < len(found)), _BPM, tempo)
        ),
        rate=lambda stars: put(range(min(1000, source.rowCount())), _RATING, stars),
    )


def _jobs(folder: Path) -> list[Job]:
    database = Database(folder / "library.sqlite3", read_only=True)
    try:
        jobs = JobStore(database).newest(10_000_000).result()
    finally:
        database.close()
    return [job for job in jobs if job.deleted_at is None]


def _model(jobs: Sequence[Job]) -> QStandardItemModel:
    model = QStandardItemModel(len(jobs), len(COLUMNS) + 1)
    model.setHorizontalHeaderLabels([*COLUMNS, "words"])
    for row, job in enumerate(jobs):
        for column, name in enumerate(COLUMNS):
            item = QStandardItem()
            item.setData(_value(job, name), Qt.ItemDataRole.DisplayRole)
            model.setItem(row, column, item)
        model.item(row, 0).setData(job.id, ID)
        model.setItem(row, _WORDS, QStandardItem(f"{job.title}\n{job.prompt}\n{job.note}"))
    return model


def _value(job: Job, column: JobColumn) -> Any:
    """As it is sorted by: Qt compares numbers as numbers."""
    song = job.song
    numbers: dict[JobColumn, Any] = {
        JobColumn.BPM: song.bpm if song else None,
        JobColumn.DURATION: song.duration if song else None,
        JobColumn.RATING: job.stars,
        JobColumn.CREATED: job.created_at,
        JobColumn.TOOK: job.took,
        JobColumn.COVER: job.title,
    }
    return numbers[column] if column in numbers else cell_text(job, column, 0.0, None)
