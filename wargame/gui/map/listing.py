"""What the map draws, as text: for tests, and for anyone who asks what is on a picture."""

from __future__ import annotations

from wargame.gui.map.view import MapView

HEADS = ("layers", "zones", "pills", "names")


def listing(view: MapView) -> str:
    """Return layers from the lowest up, then zones, pills and names of the view at rest.

    A layer stands with how many of its pieces the view shows; a name with its role.
    """
    frame = view.scene.frame
    layers = []
    for item in view.scene.items:
        seen = sum(1 for path in item.pyramids() for _ in item.seen(path))
        if item.isVisible() and (seen or not item.pyramids()):
            layers.append(f"{item.zValue():g} {item.content()}: {seen}")
    zones = [f"{o.shape.option}, {o.shape.guarantee}" for o in view.scene.zone.shown()]
    pills = sorted(view.scene.signs.tags)
    names = [f"{item.name.role}: {item.name.text}" for item in view.scene.signs.placed]
    blocks = (layers, zones, pills, names)
    text = [f"{frame.metres_per_pixel:.0f} metres to a pixel"]
    for head, lines in zip(HEADS, blocks, strict=True):
        text += ["", head, *(f"  {line}" for line in lines or ("none",))]
    return "\n".join(text) + "\n"
