"""Small controls that Qt has not: switch, segments, swatch, interval badge, disclosure section."""
