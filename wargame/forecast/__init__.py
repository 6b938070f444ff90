"""Many playthroughs, summarised: ensembles, and options compared by the same dice."""
