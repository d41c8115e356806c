"""The API keeps its promises: whatever the OpenAPI document says is what the running app does.

The world is that of tests/integration/test_gateway_api.py, on SQLite behind a real socket, and more of it: stories,
sources, a watch that fired, an import, keys of every role. `make test` spends about a minute here, `make contract`
ten times as long.
"""
