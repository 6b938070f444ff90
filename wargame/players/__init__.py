"""Who decides for a seat: a person, or a doctrine that sees no more than the seat may."""
