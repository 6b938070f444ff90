"""Drawing zones by hand on the map: sketches, handles, measures that follow the hand."""
