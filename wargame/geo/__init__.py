"""Polygons in, tables out: the base map, control, the front, zones. The only user of shapely and pyproj."""
