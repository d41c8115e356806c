"""Gaung standalone: runs every service in one process."""
