"""Page furniture: what stands around an article and is none of it, removed from pages and pushed text alike.

Losing a sentence of the article is worse than keeping a line of junk. `table` and `readers_table` hold the
habits of sites, `line` decides about a line by itself, `lists`, `edges`, `afterword` and `origin` about its
place in the text, and `clean` runs them; bylines and dates are read before they go.
"""

from services.crawler.furniture.clean import Cleaned, clean

__all__ = ["Cleaned", "clean"]
