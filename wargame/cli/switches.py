"""How a game is set on the command line: mode, switches, and the doctrines that play the seats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wargame.cli.refusal import Refusal

if TYPE_CHECKING:
    from wargame.app.setting import Setting

F = TypeVar("F", bound=Callable[..., Any])

EVERY_SEAT = "all"
MODE_WORDS = {"adopted": "as if adopted", "political": "the political process decides"}

_OPTIONS = (
    click.option(
        "--mode",
        type=click.Choice([*MODE_WORDS]),
        default="adopted",
        show_default=True,
        help="Options taken as adopted, or decided by the alliance's votes.",
    ),
    click.option("--injects", is_flag=True, help="Events from outside are drawn by their hazards."),
    click.option("--fragile-truce", is_flag=True, help="Ceasefires collapse more easily."),
    click.option("--stalemate-drift", is_flag=True, help="The line moves ever more slowly."),
    click.option(
        "--steps-to-war", is_flag=True, help="A zone proposed and not built weighs more in Moscow."
    ),
    click.option(
        "--us",
        "us_posture",
        type=click.Choice(["supportive", "transactional", "disengaged"]),
        help="The incoming US administration; drawn by default.",
    ),
    click.option(
        "--doctrine",
        "doctrines",
        multiple=True,
        metavar="SEAT=ID",
        help='A doctrine plays a seat; may be repeated. "all": each seat has its default.',
    ),
)

sample_option = click.option(
    "--sample-initial", is_flag=True, help="Opening values are drawn from their ranges."
)


def setting_options(command: F) -> F:
    """The command with the options of a setting; `setting_from` takes what they bring."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def setting_from(*, us_posture: str | None, doctrines: Sequence[str], **switches: Any) -> Setting:
    """The setting that the options ask for; raises Refusal for an unknown seat or doctrine."""
    from wargame.app.setting import Setting

    return Setting(us_posture=us_posture or "", doctrines=_players(doctrines), **switches)


def _players(wanted: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Seat and doctrine, in the order of the seats; of two for one seat the later one counts."""
    from wargame.players.table import default_doctrines, find

    defaults = dict(default_doctrines())
    chosen: dict[str, str] = {}
    for text in wanted:
        seat, equals, name = (part.strip() for part in text.partition("="))
        if seat == EVERY_SEAT and not equals:
            chosen |= defaults
        elif not (equals and name):
            raise Refusal(
                f'--doctrine {text}: write SEAT=ID, such as {_example(defaults)}, or "all"'
            )
        else:
            chosen[seat] = find(seat, name).id
    return tuple((seat, chosen[seat]) for seat in defaults if seat in chosen)


def _example(defaults: dict[str, str]) -> str:
    return "=".join(next(iter(defaults.items())))


def setting_words(mode: str, switches: Sequence[str]) -> str:
    """The mode and every switch that is on: "as if adopted; on: fragile truce"."""
    return "; on: ".join([MODE_WORDS[mode], *([", ".join(switches)] if switches else [])])
