"""Examples of imports in the OpenAPI document: complaints of a fictional desk in a real regency."""

from __future__ import annotations

from typing import Any

IMPORT_ID = "2f6d0c81b9a74e55a0c3d7e19b5f4826"

_FORMAT: dict[str, Any] = {
    "type": "csv",
    "encoding": "utf-8",
    "bom": True,
    "delimiter": ";",
    "sheet": None,
    "sheets": [],
    "header_row": 1,
    "columns": ["Nomor Tiket", "Nama Pelapor", "Isi Laporan", "Tanggal Laporan", "Status"],
    "date_order": "day-first",
    "date_order_proven": True,
}
_MAPPING: dict[str, Any] = {
    "Nomor Tiket": "ticket",
    "Nama Pelapor": "reporter",
    "Isi Laporan": "text",
    "Tanggal Laporan": "published_at",
    "Status": "status",
}
_MASKED = {"[nama]": 14, "[nomor telepon]": 31, "[NIK]": 2, "[alamat]": 9}

REFUSAL: dict[str, Any] = {
    "row": 17,
    "column": "Tanggal Laporan",
    "reason": "tanggal tidak dapat dibaca: 31/02/2026",
    "excerpt": "Lampu jalan di Desa Sepaso padam, hubungi [nomor telepon]",
}

IMPORT: dict[str, Any] = {
    "id": IMPORT_ID,
    "state": "running",
    "kind": "aspirasi",
    "source": {"id": None, "name": "Lapor Kutim", "region": "64.08", "timezone": "Asia/Makassar"},
    "filename": "aduan-juli.csv",
    "created_at": "2026-08-17T10:19:41Z",
    "finished_at": None,
    "format": _FORMAT,
    "mapping": _MAPPING,
    "counts": {
        "rows": 214,
        "accepted": 209,
        "refused": 3,
        "duplicates": 2,
        "waiting": 59,
        "new": 120,
        "revised": 10,
        "unchanged": 20,
        "found": 118,
    },
    "masked": _MASKED,
    "notes": [],
}

PREVIEW: dict[str, Any] = {
    "format": _FORMAT,
    "mapping": _MAPPING,
    "counts": {
        "rows": 214,
        "accepted": 209,
        "refused": 3,
        "duplicates": 2,
        "waiting": 209,
        "new": 0,
        "revised": 0,
        "unchanged": 0,
        "found": 0,
    },
    "masked": _MASKED,
    "notes": [],
    "rows": [
        {
            "row": 2,
            "title": "Jalan poros Sangatta–Bengalon berlubang, hubungi [nomor telepon]",
            "text": "Jalan poros Sangatta–Bengalon berlubang, hubungi [nomor telepon]",
            "author": None,
            "url": None,
            "published_at": "2026-07-14T18:19:00+08:00",
            "region": "64.08",
            "place": None,
            "ticket": "8812345",
            "status": "disposisi",
            "office": None,
            "category": None,
            "channel": None,
        }
    ],
    "refusals": [REFUSAL],
}

IMPORT_EXAMPLES: dict[str, Any] = {
    "ImportView": IMPORT,
    "ImportPreviewView": PREVIEW,
    "RefusalView": REFUSAL,
}
