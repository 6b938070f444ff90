"""The house keeps its shape: import contracts hold, rooms and functions stay small."""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "wargame"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 400
MEDIAN_MODULE = 130
LONG_FUNCTION = 35
MEDIAN_FUNCTION = 10


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_import_contracts_hold() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint, "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " 0 broken" in done.stdout


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {m.relative_to(ROOT): len(m.read_text("utf-8").splitlines()) for m in MODULES}
    assert {m: n for m, n in lengths.items() if n > LONGEST_MODULE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_MODULE


def test_functions_are_short() -> None:
    lengths = [length(f) for m in MODULES for f in functions(ast.parse(m.read_text("utf-8")))]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert sum(n <= LONG_FUNCTION for n in lengths) >= 0.9 * len(lengths)


def test_no_signal_is_connected_to_a_lambda() -> None:
    # a lambda runs in the emitting thread and keeps what it holds alive for good
    assert [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "connect"
        if any(isinstance(argument, ast.Lambda) for argument in node.args)
    ] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    marks = [f"/{name}/" for name in ("root", "tmp", "work", "home")]
    marks += ["".join(parts) for parts in (("pypi", ".org"), ("registry", ".npmjs"))]
    offenders = [
        (path.relative_to(ROOT).as_posix(), mark)
        for path in _own_text_files()
        for mark in marks
        if mark in path.read_text("utf-8", errors="replace")
    ]
    assert offenders == []


def _own_text_files() -> Iterator[Path]:
    kinds = {".py", ".toml", ".md", ".yaml", ".sh"}
    for folder in (PACKAGE, ROOT / "tests", ROOT / "geodata", ROOT / "assets"):
        yield from (p for p in folder.rglob("*") if p.suffix in kinds and p != Path(__file__))
    yield from (ROOT / name for name in ("pyproject.toml", "README.md", "CHANGELOG.md"))
    yield ROOT / ".ci" / "run"
