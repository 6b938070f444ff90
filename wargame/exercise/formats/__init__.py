"""Event lists as files of other tools: HSEEP, CMU Blueprint, MITRE, Conducttr, T3SF and CEXF."""
