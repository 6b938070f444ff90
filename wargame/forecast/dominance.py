"""Whether one option is best, or worst, on every measure: a model that says so weighs nothing.

Which way a measure counts as better is a convention for this comparison alone, and open to
argument: that fewer casualties are better is not, that a less frozen conflict is may be.
"""

from __future__ import annotations

from collections.abc import Mapping

HIGHER, LOWER = 1, -1
BETTER: Mapping[str, int] = {
    "stability": HIGHER, "stability_t4": HIGHER, "weakest": HIGHER, "ceasefire_any": HIGHER,
    "durability_8q": HIGHER, "clash": LOWER, "km2_lost": LOWER, "frozen": LOWER, "norm": HIGHER,
    "precedent": LOWER, "principle": HIGHER, "deescalation": HIGHER, "cohesion": HIGHER,
    "reconstruction": HIGHER, "casualties": LOWER,
}  # fmt: skip
Means = Mapping[str, Mapping[str, float]]  # option -> measure -> mean


def ranked(means: Means, measure: str) -> list[str]:
    """The options from best to worst on one measure."""
    sign = BETTER[measure]
    return sorted(means, key=lambda option: sign * means[option][measure], reverse=True)


def best_everywhere(means: Means) -> list[str]:
    """The options that are best on every measure; a sound model has none."""
    firsts = {ranked(means, measure)[0] for measure in BETTER}
    return sorted(firsts) if len(firsts) == 1 else []


def worst_everywhere(means: Means) -> list[str]:
    """The options that are worst on every measure; a sound model has none."""
    lasts = {ranked(means, measure)[-1] for measure in BETTER}
    return sorted(lasts) if len(lasts) == 1 else []


def dominated(means: Means) -> list[tuple[str, str]]:
    """Pairs of which the first is at least as good as the second on every measure."""
    return [
        (a, b)
        for a in means
        for b in means
        if a != b and all(s * means[a][m] >= s * means[b][m] for m, s in BETTER.items())
    ]
