"""A window that a script plays and acknowledges, to be killed in the middle of it.

As a program it waits for lines `FOLDER SEED ACKS`: for each a process of its own opens a window
on the last session kept in FOLDER, or a new one, and takes random steps in its thread. For every
step once the status bar calls it saved it writes a line `SEQ DIGEST` to ACKS. It answers with the
number of that process, and with "gone" when it has ended.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
import traceback
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from wargame.engine.errors import WargameError

RECORDER = Path(__file__).parent.parent / "app" / "recorder.py"


def random_step(dice: random.Random, session: object) -> None:
    """One step of those that the recorder takes; one that the rules refuse is none."""
    spec = importlib.util.spec_from_file_location("recorder_of_steps", RECORDER)
    module = sys.modules.get(spec.name)
    if module is None:
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    try:
        module.random_step(dice, session)
    except WargameError:
        return


def play(folder: Path, seed: int, acks: Path) -> None:
    """A window that is played on without end; each step acknowledged as shown."""
    from PySide6.QtCore import QObject, Slot
    from PySide6.QtWidgets import QApplication

    from wargame.gui.start import make_window, settings_at

    app = QApplication([])
    kept = sorted((folder / "sessions").glob("*.wargame"), key=lambda p: p.stat().st_mtime)
    settings = settings_at(folder / "window.ini")
    window = make_window(settings=settings, file=kept[-1] if kept else None)
    window.runner.start = lambda _job: None  # forecasts write nothing
    out = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    dice = random.Random(seed)

    class Script(QObject):
        """Takes the next step when the last one is shown."""

        @Slot(object)
        def shown(self, _view: object) -> None:
            told = window.sessions.told
            line = next(line for line in told.log if line.present)
            if "\u2713 Saved" in window.status.saved.text() and window.status.saved.isVisible():
                os.write(out, f"{told.saved.steps} {line.digest or '-'}\n".encode())
            window.host.ask(lambda session: random_step(dice, session))

    script = Script()
    window.view_shown.connect(script.shown)
    window.resize(960, 600)
    window.show()
    app.exec()


def main() -> None:
    """Processes on demand, forked from one that has everything loaded."""
    import PySide6.QtWidgets  # noqa: F401  loaded before the fork

    import wargame.app.kept_session
    import wargame.gui.main_window  # noqa: F401  as above
    from wargame.app.session import Session

    Session.open().view()
    print("ready", flush=True)
    for line in sys.stdin:
        path, seed, acks = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                play(Path(path), int(seed), Path(acks))
            except BaseException:
                traceback.print_exc()
                raise
            finally:
                os._exit(1)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
