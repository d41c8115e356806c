"""Unit tests of the crawler: pure decisions, with cases as portals really write them."""
