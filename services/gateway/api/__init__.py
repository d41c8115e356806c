"""The routes of the public API, one file for each thing it speaks of."""
