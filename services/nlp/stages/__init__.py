"""The stages around the encoder: each a small file with one function that reads one thing out of a text."""
