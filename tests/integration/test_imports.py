"""Imports through the whole pipeline: from a file to what the API finds, and nothing personal on the way."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.integration.import_world import (
    ADDRESSES,
    MAILS,
    NAMES,
    NIKS,
    PHONES,
    World,
    as_csv,
    complaints,
    open_world,
)

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path / "data") as opened:
        yield opened


def forms_of(datum: str) -> set[bytes]:
    """A datum as it may lie in a file: as written, without its separators, in UTF-16, escaped in JSON."""
    bare = re.sub(r"[^\w@]", "", datum)
    texts = {datum, bare} if len(bare) >= 9 else {datum}
    escaped = {text.replace("/", "\\/") for text in texts}
    return {text.encode() for text in texts | escaped} | {text.encode("utf-16-le") for text in texts}


def everything_under(directory: Path) -> dict[Path, bytes]:
    """The bytes of every file; what lies compressed in it stands unpacked behind."""
    kept: dict[Path, bytes] = {}
    for path in directory.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            unpacked = b"".join(_frames(data))
            kept[path] = data + unpacked
    return kept


def _frames(data: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(re.escape(zstandard.FRAME_HEADER), data):
        try:
            found.append(
                zstandard.ZstdDecompressor()
                .decompressobj()
                .decompress(data[match.start() : match.start() + 2_000_000])
            )
        except zstandard.ZstdError:
            continue
    return found


async def test_complaints_become_articles_with_aspiration_region_and_topic(world: World) -> None:
    answer = await world.send(as_csv(complaints()))
    assert answer.status_code == 202, answer.text
    taken = answer.json()
    assert answer.headers["location"] == f"/v1/imports/{taken['id']}"
    assert taken["filename"] == "aduan [nomor telepon].csv"
    assert taken["mapping"] == {
        "No": None,
        "Tracking ID": "ticket",
        "Nama Pelapor": "reporter",
        "No. HP": "personal",
        "NIK": "personal",
        "Judul Laporan": "title",
        "Isi Laporan": "text",
        "Lokasi": "place",
        "Tanggal Laporan": "published_at",
        "Kategori": "category",
        "Instansi Terdisposisi": "office",
        "Status": "status",
    }
    done = await world.settled(answer.headers["location"])
    assert done["counts"] == {
        "rows": 20, "accepted": 20, "refused": 0, "duplicates": 0, "waiting": 0,
        "new": 20, "revised": 0, "unchanged": 0, "found": 20,
    }  # fmt: skip
    found = await world.get("/v1/articles?kind=aspirasi&limit=100")
    assert found["total"]["value"] == 20
    items: list[dict[str, Any]] = found["items"]
    assert all(item["author"] is None and item["source"]["region"] == "64.08" for item in items)
    read = {item["title"].rsplit(" ", 1)[0]: item for item in items}
    assert read["Jalan poros berlubang"]["aspiration"] == "pengaduan"
    assert read["Terima kasih petugas"]["aspiration"] == "apresiasi"
    assert all(item["aspiration"] and item["topics"] for item in items)
    topics = {title: item["topics"][0]["id"] for title, item in read.items()}
    assert (
        topics.items()
        >= {
            "Jalan poros berlubang": "infrastruktur",
            "Sampah menumpuk": "lingkungan",
            "Guru kurang": "pendidikan",
            "Dokter tidak ada": "kesehatan",
            "KTP belum jadi": "layanan_publik_adminduk",
            "Banjir lagi": "bencana",
            "Pupuk langka": "pangan_pertanian_perikanan",
        }.items()
    )
    about = [item for item in items if any(r["code"] == "64.08" and r["about"] for r in item["regions"])]
    assert len(about) >= 16
    road = read["Jalan poros berlubang"]
    assert road["published_at"].endswith("+08:00")
    assert road["report"]["office"] == "Dinas PUPR"
    assert road["text"].endswith("Lokasi: Desa Spaso Timur")
    assert (await world.get("/v1/articles?kind=aspirasi", "ppu"))["total"]["value"] == 0


async def test_comments_under_one_post_become_articles_each_with_what_was_read_in_it(world: World) -> None:
    post = "https://www.instagram.com/p/CabcD123/"
    complaint = "Tolong Pak Bupati, air PDAM di Sangatta Utara mati lagi sejak kemarin"
    praise = "Terima kasih Dinas Kesehatan Kutai Timur, puskesmas sekarang ramah"
    rows = [
        ["@sari", complaint, "14/05/2024 18:19", post],
        ["@joko", praise, "14/05/2024 18:20", post],
    ]
    for comments in (rows, rows[::-1]):
        answer = await world.send(
            as_csv(comments, ["Akun", "Isi Komentar", "Tanggal", "Link"]), kind="sosial"
        )
        done = await world.settled(answer.headers["location"])
        assert (done["counts"]["accepted"], done["counts"]["duplicates"]) == (2, 0)
        assert done["notes"][-1].startswith("1 alamat dipakai beberapa baris yang isinya berbeda")
    assert (done["counts"]["new"], done["counts"]["unchanged"]) == (0, 2)
    items = (await world.get("/v1/articles?kind=sosial"))["items"]
    read = {item["text"]: item for item in items}
    assert {text: item["aspiration"] for text, item in read.items()} == {
        complaint: "pengaduan", praise: "apresiasi",
    }  # fmt: skip
    assert read[praise]["topics"][0]["id"] == "kesehatan"
    assert read[complaint]["topics"]
    for item in items:
        assert (item["revision"], item["url"]) == (1, post)
        assert "64.08" in {region["code"] for region in item["regions"] if region["about"]}


async def test_no_personal_datum_is_kept_anywhere(tmp_path: Path) -> None:
    """Accepted and refused rows, a preview and a pushed complaint: then every byte on disk is searched."""
    directory = tmp_path / "data"
    rows = complaints()
    rows[3][8] = "32/13/2024"
    rows[5][8] = "01/01/1970"
    rows[7][6] = ""
    async with open_world(directory) as world:
        assert (await world.send(as_csv(rows), "/v1/imports/preview")).status_code == 200
        answer = await world.send(as_csv(rows))
        assert answer.status_code == 202, answer.text
        done = await world.settled(answer.headers["location"])
        assert done["counts"]["refused"] == 3
        refused = await world.get(f"{answer.headers['location']}/refusals")
        assert len(refused["items"]) == 3
        pushed = {
            "kind": "aspirasi",
            "title": f"Jalan rusak, hubungi {PHONES[0]}",
            "text": f"Mohon diperbaiki. {NAMES[1]} di {ADDRESSES[1]}, {MAILS[0]}, NIK {NIKS[1]}.",
            "author": NAMES[2],
            "source": {"name": "Lapor Kutim"},
        }
        answer = await world.client.post("/v1/articles", json=pushed, headers=world.keys["kutim"])
        assert answer.status_code == 202
        await world.gaung.drained()
        headerless = as_csv(rows[1:3], header=rows[0])
        answer = await world.send(headerless, mapping='{"Kolom G": "text", "Kolom C": "reporter"}')
        assert answer.status_code == 202, answer.text
        await world.settled(answer.headers["location"])
    kept = everything_under(directory)
    assert sum(map(len, kept.values())) > 100_000
    # The search itself is sound: what was not masked is found.
    assert any(b"Bengalon" in data for data in kept.values())
    # A pushed text has no column that says who wrote it: the name within it stays.
    planted = [*PHONES, *NIKS, *MAILS, *ADDRESSES, NAMES[0], NAMES[2]]
    survivors = [
        (datum, path.name)
        for datum in planted
        for path, data in kept.items()
        if any(form in data for form in forms_of(datum))
    ]
    assert survivors == []


async def test_the_same_file_again_changes_nothing_and_an_edited_row_is_a_revision(world: World) -> None:
    rows = complaints(6)
    first = await world.send(as_csv(rows))
    await world.settled(first.headers["location"])
    before = {item["id"] for item in (await world.get("/v1/articles?kind=aspirasi"))["items"]}
    rows[0][11] = "Selesai, jalan sudah ditambal"
    rows[1][6] = rows[1][6].replace("empat hari", "sepuluh hari")
    rows.append([*rows[2][:5], "Judul lain", *rows[2][6:]])
    again = await world.send(as_csv(rows))
    done = await world.settled(again.headers["location"])
    assert done["counts"] == {
        "rows": 7, "accepted": 6, "refused": 0, "duplicates": 1, "waiting": 0,
        "new": 0, "revised": 2, "unchanged": 4, "found": 2,
    }  # fmt: skip
    refused = (await world.get(f"{again.headers['location']}/refusals"))["items"]
    assert [(one["row"], one["reason"]) for one in refused] == [(8, "sudah ada di baris 4 berkas ini")]
    after = (await world.get("/v1/articles?kind=aspirasi"))["items"]
    assert {item["id"] for item in after} == before
    revised = {item["report"]["ticket"]: item["revision"] for item in after}
    assert sorted(revised.values()) == [1, 1, 1, 1, 2, 2]
    assert (revised["8800000"], revised["8800001"]) == (2, 2)


async def test_an_import_is_its_tenants_alone(world: World) -> None:
    answer = await world.send(as_csv(complaints(3)))
    location = answer.headers["location"]
    for path in (location, f"{location}/refusals"):
        assert (await world.client.get(path, headers=world.keys["ppu"])).status_code == 404
    assert (await world.client.delete(location, headers=world.keys["ppu"])).status_code == 404
    assert (await world.get("/v1/imports", "ppu"))["items"] == []
    assert (
        await world.client.get("/v1/imports/..%2Fsources", headers=world.keys["kutim"])
    ).status_code == 404
    listed = await world.get("/v1/imports")
    assert [one["id"] for one in listed["items"]] == [location.rsplit("/", 1)[1]]
    assert "tenant_id" not in listed["items"][0]


async def test_the_same_ticket_of_two_tenants_is_two_articles(world: World) -> None:
    ours = await world.send(as_csv(complaints(2)))
    await world.settled(ours.headers["location"])
    theirs = await world.send(as_csv(complaints(2)), tenant="ppu")
    done = await world.settled(theirs.headers["location"], "ppu")
    assert done["counts"]["new"] == 2
    assert (await world.get("/v1/articles?kind=aspirasi"))["total"]["value"] >= 2


async def test_pages_of_imports_and_refusals(world: World) -> None:
    rows = complaints(7)
    for row in rows[:5]:
        row[6] = ""
    for _ in range(3):
        answer = await world.send(as_csv(rows))
    first = await world.get("/v1/imports?limit=2")
    second = await world.get(f"/v1/imports?limit=2&cursor={first['next']}")
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert first["total"] == {"value": 3, "relation": "eq"}
    assert first["items"][0]["id"] == answer.json()["id"]
    path = f"{answer.headers['location']}/refusals?limit=3"
    one = await world.get(path)
    two = await world.get(f"{path}&cursor={one['next']}")
    assert [row["row"] for row in one["items"] + two["items"]] == [2, 3, 4, 5, 6]
    assert one["items"][0] == {
        "row": 2, "column": "Isi Laporan", "reason": "isi kosong", "excerpt": "Jalan poros berlubang 1",
    }  # fmt: skip
    stranger = await world.client.get(f"/v1/imports?cursor={one['next']}", headers=world.keys["kutim"])
    assert stranger.status_code == 400


async def test_an_import_is_removed_and_its_articles_stay(world: World) -> None:
    answer = await world.send(as_csv(complaints(3)))
    await world.settled(answer.headers["location"])
    gone = await world.client.delete(answer.headers["location"], headers=world.keys["kutim"])
    assert (gone.status_code, gone.content) == (204, b"")
    assert (
        await world.client.get(answer.headers["location"], headers=world.keys["kutim"])
    ).status_code == 404
    assert (await world.get("/v1/articles?kind=aspirasi"))["total"]["value"] == 3


async def test_a_preview_keeps_nothing_and_shows_how_the_file_is_read(world: World) -> None:
    rows = complaints(12)
    rows[4][8] = "kemarin"
    answer = await world.send(as_csv(rows), "/v1/imports/preview")
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    assert seen["format"]["delimiter"] == ";"
    assert (seen["format"]["bom"], seen["format"]["header_row"]) == (True, 1)
    assert seen["counts"]["accepted"] == 11
    assert [(one["row"], one["column"]) for one in seen["refusals"]] == [(6, "Tanggal Laporan")]
    assert len(seen["rows"]) == 10
    assert seen["rows"][0]["ticket"] == "8800000"
    assert "[nomor telepon]" in seen["rows"][0]["text"]
    assert (await world.get("/v1/imports"))["items"] == []
    corrected = await world.send(
        as_csv(rows), "/v1/imports/preview", mapping='{"Tanggal Laporan": null, "lokasi": "region"}'
    )
    assert corrected.json()["mapping"]["Tanggal Laporan"] is None
    assert corrected.json()["mapping"]["Lokasi"] == "region"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"mapping": '{"Kolom Hantu": "text"}'}, "mapping"),
        ({"mapping": '{"Isi Laporan": "isi"}'}, "mapping.Isi Laporan"),
        ({"mapping": "bukan json"}, "mapping"),
        ({"region": "64.09"}, "region"),
        ({"region": "99"}, "region"),
        ({"timezone": "Asia/Sangatta"}, "timezone"),
        ({"source": ""}, "source"),
        ({"warna": "merah"}, "warna"),
        ({"header_row": "-1"}, "header_row"),
    ],
)
async def test_a_wrong_order_is_refused_by_name(world: World, form: dict[str, str], name: str) -> None:
    answer = await world.send(as_csv(complaints(2)), **form)
    assert answer.status_code == 400, answer.text
    assert [error["name"] for error in answer.json()["errors"]] == [name]
    assert (await world.get("/v1/imports"))["items"] == []


async def test_an_unusable_file_is_refused_with_advice(world: World) -> None:
    answer = await world.send(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, "file")
    assert "simpan ulang sebagai .xlsx" in answer.json()["errors"][0]["message"]
    too_large = await world.send(b"a;b\n" * 7_000_000)
    assert too_large.status_code == 413
