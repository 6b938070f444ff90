"""The facilitator's room: a window of its own beside the map, for control."""
