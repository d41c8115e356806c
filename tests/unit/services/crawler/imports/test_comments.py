"""Comments that share the address of a post: each is kept once, in whatever order a file brings them."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.imports import lookup
from services.crawler.imports.feeding import Feeding
from services.crawler.imports.preview import preview
from services.crawler.imports.taking import take
from services.crawler.tables import article_revisions, articles
from shared.contracts.article import Article
from shared.contracts.imports import Import
from shared.runtime.database import create_engine, migrate
from tests.unit.services.crawler.imports.files import NOW, order

POST = "https://www.instagram.com/p/CabcD123/"


class Comment(NamedTuple):
    """A row of an export; all as text."""

    author: str
    text: str
    at: str
    url: str


THREE = [
    Comment("@sari", "Setuju", "14/05/2024 18:19", POST),
    Comment("@joko", "Setuju", "14/05/2024 18:19", POST),
    Comment("@joko", "Air mati lagi, Pak", "14/05/2024 18:20", POST),
]


def as_csv(comments: Sequence[Comment]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("Akun", "Isi Komentar", "Tanggal", "Link"), *comments])
    return out.getvalue().encode()


async def imported(engine: AsyncEngine, comments: Sequence[Comment], kind: str = "sosial") -> Import:
    ordered = order(kind=kind)
    taken = await take(engine, io.BytesIO(as_csv(comments)), ordered)
    while await Feeding(engine, "a").batch():
        pass
    async with engine.connect() as connection:
        return await lookup.get(connection, ordered.tenant_id, taken.id)


async def kept(engine: AsyncEngine) -> list[Article]:
    """Every revision of every article."""
    async with engine.connect() as connection:
        bodies = await connection.execute(sa.select(article_revisions.c.body))
        return [Article.model_validate_json(body) for body in bodies.scalars()]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database without anything in it, to be copied."""
    directory = tmp_path_factory.mktemp("empty")

    async def made() -> None:
        engine = create_engine(f"sqlite:///{directory / 'gaung.db'}", "crawler")
        await migrate(engine, "crawler")
        await engine.dispose()

    asyncio.run(made())
    return directory / "gaung-crawler.db"


def copied(empty: Path, directory: Path) -> AsyncEngine:
    shutil.copy(empty, directory)
    return create_engine(f"sqlite:///{directory / 'gaung.db'}", "crawler")


@pytest.fixture
async def engine(empty: Path, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = copied(empty, tmp_path)
    yield engine
    await engine.dispose()


async def test_comments_under_one_post_stay_apart(engine: AsyncEngine) -> None:
    first = await imported(engine, THREE)
    assert (first.counts.new, first.counts.duplicates) == (3, 0)
    assert first.notes == [
        "1 alamat dipakai beberapa baris yang isinya berbeda; setiap baris disimpan sebagai artikel sendiri, "
        "seperti komentar di bawah satu unggahan."
    ]
    again = await imported(engine, [THREE[2], THREE[0], THREE[1], THREE[0]])
    counts = again.counts
    assert (counts.new, counts.revised, counts.unchanged, counts.duplicates) == (0, 0, 3, 1)
    assert sorted((one.author, one.text, one.url) for one in await kept(engine)) == [
        ("@joko", "Air mati lagi, Pak", POST),
        ("@joko", "Setuju", POST),
        ("@sari", "Setuju", POST),
    ]


async def test_another_text_at_a_known_address_takes_nothing_from_the_first(engine: AsyncEngine) -> None:
    await imported(engine, THREE[:1])
    later = await imported(engine, THREE[2:])
    assert (later.counts.new, later.counts.revised, later.notes) == (1, 0, [])
    assert {one.text for one in await kept(engine)} == {"Setuju", "Air mati lagi, Pak"}


@pytest.mark.parametrize("kind", ["berita", "rilis"])
def test_news_is_known_by_its_address_and_whoever_sends_comments_as_news_is_told(kind: str) -> None:
    seen = preview(io.BytesIO(as_csv(THREE)), order(kind=kind), NOW)
    assert (seen.counts.accepted, seen.counts.duplicates) == (1, 2)
    assert seen.notes[-1:] == [
        "1 alamat dipakai beberapa baris yang isinya berbeda; dari setiap alamat hanya baris pertama yang "
        "disimpan. Jika baris lainnya komentar, impor sebagai media sosial."
    ]


COMMENTS = st.builds(
    Comment,
    st.sampled_from(["@sari", "@joko", ""]),
    st.sampled_from(["Setuju", "Air mati lagi, Pak", "Terima kasih"]),
    st.sampled_from(["14/05/2024 18:19", "15/05/2024", ""]),
    st.sampled_from([POST, f"{POST}?utm_source=ig", "https://www.instagram.com/p/lain/", ""]),
)


def known_by(comment: Comment) -> Comment:
    """What makes it another comment; marks of campaigns do not."""
    return comment._replace(url=comment.url.split("?")[0])


@given(data=st.data(), files=st.lists(st.lists(COMMENTS, min_size=1, max_size=12), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_every_comment_is_kept_once_however_often_and_in_whatever_order_it_comes(
    data: st.DataObject, files: list[list[Comment]], empty: Path
) -> None:
    again = [data.draw(st.permutations(file), label="again") for file in files]

    async def brought(directory: Path) -> tuple[list[Import], int, int]:
        engine = copied(empty, directory)
        done = [await imported(engine, file) for file in [*files, *again]]
        async with engine.connect() as connection:
            number = await connection.execute(sa.select(sa.func.count()).select_from(articles))
        revisions = len(await kept(engine))
        await engine.dispose()
        return done, number.scalar_one(), revisions

    with TemporaryDirectory() as directory:
        done, number, revisions = asyncio.run(brought(Path(directory)))
    distinct = {known_by(comment) for file in files for comment in file}
    assert number == revisions == len(distinct)
    for file, one in zip([*files, *again], done, strict=True):
        here = {known_by(comment) for comment in file}
        assert (one.counts.accepted, one.counts.duplicates) == (len(here), len(file) - len(here))
    assert sum(one.counts.new for one in done) == len(distinct)
    assert all(one.counts.new == 0 for one in done[len(files) :])
