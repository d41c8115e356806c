"""Where articles are found: feeds, news sitemaps, listing pages, and the home page that leads to them."""
