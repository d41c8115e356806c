"""The dashboard: pages in Bahasa Indonesia for the people who answer for a region, rendered on the server."""
