"""Which articles tell the same story, and which merely repeat another one word for word."""
