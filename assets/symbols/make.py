"""Makes the unit symbols from their names with the library `military-symbol` (MIT), once.

    uv run --isolated --no-project --python 3.12 --with military-symbol==2.0.2 --with pyyaml \
        python assets/symbols/make.py

The library cannot be imported on Python 3.11 and is not needed to run the program: its pictures
are committed. Frames and icons follow NATO APP-6(D).
"""

from __future__ import annotations

from pathlib import Path

import military_symbol

HERE = Path(__file__).resolve().parent
SIZES = ("battalion", "brigade", "division", "corps")
NAMES = {
    **{f"guarantor-{size}": f"friendly multinational mechanized infantry {size}" for size in SIZES},
    **{f"peacekeepers-{size}": f"neutral multinational infantry {size}" for size in SIZES},
    **{f"kyiv-{size}": f"friendly combined arms {size}" for size in (*SIZES, "army group")},
    **{f"moscow-{size}": f"hostile combined arms {size}" for size in (*SIZES, "army group")},
}


def main() -> None:
    """Write one SVG for each name."""
    for name, words in NAMES.items():
        svg = military_symbol.get_symbol_svg_string_from_name(
            words, use_background=False, style="light"
        )
        target = HERE / f"{name.replace(' ', '-')}.svg"
        target.write_text(svg + "\n", encoding="utf-8")
        print(target.name, military_symbol.get_symbol_class_from_name(words).get_sidc())


if __name__ == "__main__":
    main()
