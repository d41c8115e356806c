"""Tenants do not see each other: every operation of the API, called with whatever belongs to somebody else.

`make isolation` makes a hundred thousand calls; `make test` a few thousand of them. Everything runs in this
process on SQLite, with the real gateway, search service, crawler and notifier; the language service alone is a
stand-in (its readings are part of the world), since what a model reads plays no part here.

    canaries.py    words and ids that belong to somebody, and who may see them
    articles.py    the articles of the world
    world.py       the services, the tenants and everything that they own
    values.py      values for parameters and bodies: own, foreign, wider, broken
    calls.py       calls made of the OpenAPI document
    judge.py       what is wrong with an answer
    run.py         so many calls with one seed, and the report
"""
