"""How a game is set: which process decides, which events are drawn, which switches are on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from wargame.rules.fields import US_POSTURES

ADOPTED, POLITICAL = "adopted", "political"
MODES = (ADOPTED, POLITICAL)

# What each switch does to parameters (model.md, section 3.1): value added, or value taken.
FRAGILE_TRUCE = 0.8  # log-odds added to the base hazard
STALEMATE_DRIFT = log(0.85)  # log-change of the pace a turn
STEPS_TO_WAR = 1.5  # factor on red-line pressure while a zone is proposed and not built


@dataclass(frozen=True, slots=True)
class Setting:
    """The mode and the switches of a game; every switch is off by default and shown when on."""

    mode: str = ADOPTED
    injects: bool = False  # events drawn by hazard
    fragile_truce: bool = False
    stalemate_drift: bool = False
    steps_to_war: bool = False
    us_posture: str = ""  # the incoming administration, when it is given and not drawn
    doctrines: tuple[tuple[str, str], ...] = ()  # seat and the doctrine that plays it

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f'no mode "{self.mode}"; there are {", ".join(MODES)}')
        if self.us_posture and self.us_posture not in US_POSTURES:
            known = ", ".join(US_POSTURES)
            raise ValueError(f'no US posture "{self.us_posture}"; there are {known}')

    @property
    def political(self) -> bool:
        """Whether the alliance votes; otherwise an option is taken as adopted, to isolate it."""
        return self.mode == POLITICAL

    @property
    def proposes(self) -> bool:
        """Whether a zone that is switched on counts as proposed at once.

        Where seats play the political process, one of them has to propose it.
        """
        return not (self.political and self.doctrines)

    @property
    def us_shares(self) -> tuple[float, ...] | None:
        """The chances of the incoming administration's postures when one is given; else None."""
        if not self.us_posture:
            return None
        return tuple(float(name == self.us_posture) for name in US_POSTURES)

    @property
    def switched_on(self) -> tuple[str, ...]:
        """Every switch that is on, in words."""
        named = {
            "injects drawn": self.injects,
            "fragile truce": self.fragile_truce,
            "stalemate drift": self.stalemate_drift,
            "steps-to-war": self.steps_to_war,
            f"US {self.us_posture}": bool(self.us_posture),
        }
        played = tuple(f"{seat} played by {doctrine}" for seat, doctrine in self.doctrines)
        return tuple(name for name, on in named.items() if on) + played

    def changed(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """The parameters that the switches change, with their new values."""
        new = {}
        if self.fragile_truce:
            new["h_base"] = parameters["h_base"] + FRAGILE_TRUCE
        if self.stalemate_drift:
            new["m_drift"] = STALEMATE_DRIFT
        if self.steps_to_war:
            new["steps_to_war"] = STEPS_TO_WAR
        return new
