"""The article index on Elasticsearch 8.19 or 9, through the official asynchronous client."""
