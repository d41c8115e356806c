"""What a story tells, made from the articles that a tenant sees: pure functions over its members."""
