"""How far a zone reaches: the distances at which its effects on the front have worn off."""

from __future__ import annotations

from wargame.app.game import default_parameters

KERNELS = ("lambda_exposure", "lambda_pressure", "lambda_deterrence")


def reach_km() -> tuple[float, ...]:
    """Kilometres at which exposure, red-line pressure and deterrence fall to 37 %, least first.

    The default values of the parameters; a set of assumptions may draw others.
    """
    known = default_parameters()
    return tuple(sorted(float(getattr(known, name)) for name in KERNELS))
