"""How well the modes of a search rank: judged queries over the fictional articles c and g."""
