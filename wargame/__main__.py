"""`python -m wargame` is the command `wargame`."""

from __future__ import annotations

from multiprocessing import freeze_support

from wargame.cli.main import main

if __name__ == "__main__":
    freeze_support()  # a bundled program plays its processes' part here
    main(prog_name="wargame")
