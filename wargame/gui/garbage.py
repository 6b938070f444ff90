"""Cyclic garbage is collected in the window's thread, between events, and in no other.

Python collects in whichever thread happens to allocate. What it finds there can be a window that
was closed: its widgets would be deleted beside the event loop, which Qt forbids (Qt 6, "Threads
and QObjects") and which ended in a crash somewhere else, some time later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Slot

INTERVAL_MS = 250
YOUNG, MIDDLE, OLD = 2_000, 10, 10  # as of `gc.set_threshold`; judgement


class GarbageCollector(QObject):
    """Does what Python does by itself otherwise, here and now and then."""

    def __init__(self, parent: QObject) -> None:
        """From now on Python collects nothing by itself."""
        super().__init__(parent)
        gc.disable()
        self._settled = False
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """What is due is collected: the young often, the old seldom."""
        if gc.isenabled():  # a library has switched it on again
            gc.disable()
        young, middle, old = gc.get_count()
        if young <= YOUNG:
            return
        generation = 0 if middle <= MIDDLE else 1 if old <= OLD else 2
        if generation and not self._settled:
            self.settle()
        else:
            gc.collect(generation)

    def settle(self) -> None:
        """All garbage is gone; what is left, the program itself, is not looked through again.

        To look through it takes 30 ms each time, two frames of a moving map.
        """
        self._settled = True
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Python collects by itself again, in any thread: no widget is left."""
        self._timer.stop()
        self.setParent(None)
        gc.unfreeze()
        gc.collect()
        gc.enable()


def collect_here() -> GarbageCollector:
    """The collector of this thread, which is the application's; made when there is none yet."""
    app = QCoreApplication.instance()
    if app is None or app.thread() is not QThread.currentThread():
        raise RuntimeError("garbage is collected in the thread of an application that runs")
    found = app.findChild(GarbageCollector)
    return found if isinstance(found, GarbageCollector) else GarbageCollector(app)
