"""A whole installation in this process, its public API, and fictional complaints with planted personal data.

`complaints()` is a file as SP4N-LAPOR! exports it; the people, numbers and addresses in it are invented.
"""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from services.gateway.keys import issue_key
from services.gateway.tenants import Tenant, create_tenant
from services.standalone.run import Standalone, open_standalone
from shared.runtime.database import create_engine
from shared.runtime.settings import Settings

HEADER = [
    "No",
    "Tracking ID",
    "Nama Pelapor",
    "No. HP",
    "NIK",
    "Judul Laporan",
    "Isi Laporan",
    "Lokasi",
    "Tanggal Laporan",
    "Kategori",
    "Instansi Terdisposisi",
    "Status",
]
# (title, text, place, category, office); what personal data go where is decided by `complaints`.
SAID = [
    ("Jalan poros berlubang", "Mohon perbaikan jalan poros Sangatta–Bengalon, sudah dua bulan berlubang dan gelap.", "Desa Spaso Timur", "Infrastruktur", "Dinas PUPR"),
    ("Air PDAM mati", "Air PDAM di Sangatta Utara mati empat hari, warga terpaksa membeli air galon setiap hari.", "Sangatta Utara", "Air bersih", "PDAM"),
    ("Sampah menumpuk", "Sampah di Pasar Induk Sangatta menumpuk tiga hari dan baunya sampai ke sekolah dasar.", "Sangatta Selatan", "Lingkungan", "DLH"),
    ("Lampu jalan padam", "Lampu jalan di Desa Sepaso padam sejak Lebaran, rawan begal pada malam hari.", "Desa Sepaso, Bengalon", "Perhubungan", "Dishub"),
    ("Guru kurang", "SDN di Karangan kekurangan guru, anak kelas empat dan lima digabung dalam satu ruang.", "Karangan", "Pendidikan", "Disdik"),
    ("Dokter tidak ada", "Puskesmas Sandaran tidak punya dokter sejak Maret, pasien dirujuk tujuh jam lewat jalan tanah.", "Sandaran", "Kesehatan", "Dinkes"),
    ("KTP belum jadi", "Perekaman KTP di Kaliorang sudah enam bulan belum selesai, setiap kali ditanya blangko habis.", "Kaliorang", "Adminduk", "Disdukcapil"),
    ("Banjir lagi", "Setiap hujan deras perumahan di Teluk Lingga kebanjiran karena parit tersumbat.", "Teluk Lingga", "Bencana", "Dinas PUPR"),
    ("Terima kasih petugas", "Terima kasih petugas damkar Kutai Timur yang cepat datang memadamkan api di Muara Wahau.", "Muara Wahau", "Apresiasi", "Damkar"),
    ("Pupuk langka", "Pupuk bersubsidi di Rantau Pulung langka, petani sawit dan padi terpaksa beli dua kali lipat.", "Rantau Pulung", "Pertanian", "Distan"),
]  # fmt: skip
PHONES = ["0812-3456-7890", "+62 813 9876 5432", "085211223344", "(0549) 21234", "62.852.1122.3399"]
NIKS = ["6408051201900003", "640805 520190 0007", "6408.0511.0885.0002"]
MAILS = ["budi.rahmat@contoh.example", "siti_77 [at] contoh [dot] co.id"]
ADDRESSES = ["Jl. Merdeka No. 12 RT 03/RW 05", "Gg. Mawar III No. 8", "Perumahan Griya Indah Blok C No. 7"]
NAMES = ["Budi Rahmat Saleh", "Siti Nurlatifah", "Hendra Wijanarko"]


def complaints(number: int = 20) -> list[list[str]]:
    """Rows of a complaints export: each text carries a phone, an NIK, a mail or an address, and a name."""
    rows = []
    for at in range(number):
        title, text, place, category, office = SAID[at % len(SAID)]
        planted = [PHONES[at % 5], f"NIK {NIKS[at % 3]}", MAILS[at % 2], ADDRESSES[at % 3]][at % 4]
        name = NAMES[at % 3]
        text = f"{text} Laporan ke-{at + 1}. Saya {name}, {planted}. Terima kasih."
        rows.append(
            [
                str(at + 1),
                f"88{at:05}",
                name,
                PHONES[(at + 1) % 5],
                NIKS[at % 3],
                f"{title} {at + 1}",
                text,
                place,
                f"{at % 28 + 1:02}/05/2024 18:{at % 60:02}",
                category,
                office,
                ["Verifikasi", "Disposisi", "Selesai"][at % 3],
            ]
        )
    return rows


def as_csv(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, delimiter: str = ";") -> bytes:
    """The rows below the header, as a spreadsheet with Indonesian settings saves them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


@dataclass
class World:
    """The installation, a client for its public API, and two tenants: `kutim` of 64.08, `ppu` of 64.09."""

    gaung: Standalone
    client: httpx.AsyncClient
    kutim: Tenant
    ppu: Tenant
    keys: dict[str, dict[str, str]]

    async def send(
        self, data: bytes, path: str = "/v1/imports", tenant: str = "kutim", **form: str
    ) -> httpx.Response:
        """Send a file; by default complaints of "Lapor Kutim"."""
        return await self.client.post(
            path,
            headers=self.keys[tenant],
            files={"file": ("aduan 081234567890.csv", data)},
            data={"kind": "aspirasi", "source": "Lapor Kutim"} | form,
        )

    async def get(self, path: str, tenant: str = "kutim") -> Any:
        """A JSON answer."""
        answer = await self.client.get(path, headers=self.keys[tenant])
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def settled(self, location: str, tenant: str = "kutim") -> dict[str, Any]:
        """The import once all its articles can be found."""
        while True:
            seen: dict[str, Any] = await self.get(location, tenant)
            counts = seen["counts"]
            if seen["state"] == "done" and counts["found"] == counts["new"] + counts["revised"]:
                return seen
            await asyncio.sleep(0.2)


@asynccontextmanager
async def open_world(directory: Path) -> AsyncIterator[World]:
    """Open an installation on a data directory, new or not."""
    settings = Settings(data_dir=directory, rate_limit=6000)
    async with open_standalone(settings) as gaung:
        engine = create_engine(settings.database(), "gateway")
        tenants = {
            name: await create_tenant(engine, f"{name} {directory.stat().st_mtime_ns}", [code])
            for name, code in (("kutim", "64.08"), ("ppu", "64.09"))
        }
        keys = {
            name: {"Authorization": f"Bearer {(await issue_key(engine, tenant.id, 'analyst')).key}"}
            for name, tenant in tenants.items()
        }
        transport = httpx.ASGITransport(app=gaung.public)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://gaung.example", timeout=120
        ) as client:
            yield World(gaung, client, tenants["kutim"], tenants["ppu"], keys)
        await engine.dispose()
