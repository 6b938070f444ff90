"""A map, a rulebook and a turn track for arguing about protection zones in Ukraine."""
