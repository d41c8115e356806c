"""How figures, days, tones and stories are said and drawn: one way for pages, reports and briefs."""
