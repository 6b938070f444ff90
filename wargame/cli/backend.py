"""`--backend`: what large studies are computed with, and what it took, said on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wargame.forecast.backends import Name

DECIDED = "Seats that doctrines play decide turn by turn, so NumPy plays."

backend_option = click.option(
    "--backend",
    type=click.Choice(["numpy", "jax"]),
    default="numpy",
    show_default=True,
    help="NumPy, or the same rules compiled by JAX, in float32: for large studies.",
)


@contextmanager
def computing(name: Name, *, decided: bool = False) -> Iterator[Name]:
    """The backend to play with; NumPy, and a sentence why, where JAX is absent or of no use.

    decided : whether doctrines play seats. At the end the time that compiling took is said.
    """
    from wargame.forecast.backends import chosen

    backend, sentence = chosen(name)
    if backend.name == "jax" and decided:
        (backend, _), sentence = chosen("numpy"), DECIDED
    if sentence:
        click.echo(sentence, err=True)
    before = backend.compile_seconds()
    yield backend.name
    spent = backend.compile_seconds() - before
    if spent:
        click.echo(f"JAX on {backend.device()}: {spent:.1f} s of compiling among it.", err=True)
