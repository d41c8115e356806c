"""Search by meaning: the vector of a query, rankings that are fused, and pages through them."""
