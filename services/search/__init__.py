"""Gaung search: indexes articles, groups them into stories and answers queries."""
