"""Page furniture: what stands around an article and is none of it, removed from pages and pushed text alike.

Losing a sentence of the article is worse than keeping a line of junk. `table` holds the habits of sites,
`line` decides about a line by itself, `clean` about its place in the text; bylines and dates are read before
they go.
"""

from services.crawler.furniture.clean import Cleaned, clean

__all__ = ["Cleaned", "clean"]
