"""The demo: a small web of fictional outlets on loopback, whose dates move with today."""
