"""Polygons in, tables out: base map, control, front, zones. The only user of shapely."""
