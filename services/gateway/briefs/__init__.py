"""The brief (kliping): a day or a week of a region, as JSON, page and PDF from the same data."""
