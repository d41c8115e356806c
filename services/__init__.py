"""The services of Gaung: each owns its data and meets the others only in ``shared.contracts``."""
