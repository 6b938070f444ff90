"""The map: layers, line of contact, zone, labels and the overlays that explain them."""
