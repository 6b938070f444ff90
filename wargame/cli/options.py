"""What several commands ask for: a scenario, zones, numbers within limits, a file to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.refusal import Refusal

if TYPE_CHECKING:
    from wargame.scenario.schema import Scenario

MOST_TURNS = 40
MOST_RUNS = 1_000_000
MOST_PROCESSES = 256
MOST_SETS = 120  # as many as are shipped
LARGEST_SEED = 2**63 - 1


class Between(click.ParamType[int]):
    """A whole number between two limits."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a sentence when it is none or lies outside."""
        try:
            number = int(value)
        except ValueError:
            number = None
        if number is None or not self.low <= number <= self.high:
            words = f"must be a whole number from {self.low:,} to {self.high:,}, not {value}"
            self.fail(words, param, ctx)
        return number


scenario_argument = click.argument("scenario_id", metavar="SCENARIO")
turns_option = click.option(
    "--turns", type=Between(1, MOST_TURNS), help="Quarters to play; the scenario's own by default."
)
seed_option = click.option(
    "--seed", type=Between(0, LARGEST_SEED), help="The dice; the scenario's own by default."
)


def open_scenario(id_or_path: str) -> Scenario:
    """The scenario of a shipped id or a path; FaultsError with every fault when it has any."""
    from wargame.scenario.load import load_scenario

    return load_scenario(id_or_path)


def known_zone(scenario: Scenario, zone: str) -> str:
    """The id of a zone option, or of several that are on at once joined by +: "eu+dmz".

    Each id stands once. Raises Refusal with a suggestion.
    """
    from wargame.app.game import ZONE_SLOTS
    from wargame.app.headless import TOGETHER
    from wargame.app.options import NONE
    from wargame.scenario.faults import did_you_mean

    ids = [option.id for option in scenario.options]
    parts = list(dict.fromkeys(part.strip() for part in zone.split(TOGETHER)))
    for part in parts:
        if part not in ids:
            raise Refusal(f'{scenario.id} has no zone "{part}"{did_you_mean(part, ids)}')
    if NONE in parts and len(parts) > 1:
        raise Refusal(f'"{zone}": {NONE} is no zone, so it stands beside no other')
    if len(parts) > ZONE_SLOTS:
        raise Refusal(f'"{zone}": at most {ZONE_SLOTS} zones can be on at once')
    return TOGETHER.join(parts)


def known_zones(scenario: Scenario, zones: str | None) -> list[str]:
    """The ids in a list such as "none,gov,eu+dmz", each once; every option without a list."""
    if zones is None:
        return [option.id for option in scenario.options]
    names = [name.strip() for name in zones.split(",") if name.strip()]
    if not names:
        raise Refusal('--zones names no zone; write for example "none,gov,eu+dmz"')
    return list(dict.fromkeys(known_zone(scenario, name) for name in names))


def writable(path: Path, *kinds: str) -> Path:
    """A path at which a file of one of these kinds can be written; raises Refusal in words."""
    if path.is_dir():
        raise Refusal(f"{path} is a folder; name a file in it, such as {path / ('x' + kinds[0])}")
    if path.suffix.lower() not in kinds:
        raise Refusal(f"{path} must end in {' or '.join(kinds)}")
    if not path.parent.is_dir():
        raise Refusal(f"there is no folder {path.parent} to write {path.name} into")
    return path


def place_for_session(path: Path) -> Path:
    """A path at which a session can be written; said where something else writes there too."""
    from wargame.journal.place import warning

    words = warning(writable(path, ".wargame"))
    if words:
        click.echo(f"note: {words}", err=True)
    return path
