"""The outlets: what each of them writes about a region, how fast, and what it makes of releases."""
