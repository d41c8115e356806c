"""The audit trail in words: what was done, and by whom; act_details.py says how."""

from __future__ import annotations

from collections.abc import Mapping

# Action → what it says, in the order in which the filter lists them.
ACT_NAMES: dict[str, str] = {
    "user.create": "Pengguna ditambahkan",
    "user.role": "Peran pengguna diubah",
    "user.disable": "Pengguna dinonaktifkan",
    "user.enable": "Pengguna diaktifkan lagi",
    "user.reset": "Kata sandi dibuatkan admin",
    "user.password": "Kata sandi diganti",
    "session.open": "Masuk",
    "session.close": "Keluar",
    "session.end": "Perangkat dikeluarkan",
    "key.issue": "Kunci dibuat",
    "key.rotate": "Rahasia kunci diganti",
    "key.revoke": "Kunci dicabut",
    "source.add": "Sumber ditambahkan",
    "source.change": "Sumber diubah",
    "source.import": "Daftar sumber diimpor",
    "retention.change": "Masa simpan berita diubah",
    "tenant.create": "Penyewa dibuat",
    "tenant.change": "Penyewa diubah",
    "office.create": "OPD ditambahkan",
    "office.change": "OPD diubah",
    "office.topics": "Topik OPD dibagi",
    "playbook.create": "Langkah panduan ditambahkan",
    "playbook.change": "Langkah panduan diubah",
    "playbook.remove": "Langkah panduan dihapus",
    "letterhead.change": "Kop surat diubah",
    "report.make": "Laporan disusun",
    "report.remake": "Laporan disusun ulang",
    "report.edit": "Laporan disunting",
    "report.check": "Laporan diperiksa",
    "report.send": "Laporan dikirim",
    "report.reopen": "Laporan dibuka lagi",
    "report.delete": "Laporan dihapus",
    "story.state": "Keadaan cerita diubah",
    "story.office": "OPD cerita diubah",
    "story.merge": "Cerita digabung",
    "story.split": "Cerita dipisah",
    "story.undo": "Koreksi cerita dibatalkan",
    "clarification.create": "Klarifikasi ditambahkan",
    "clarification.change": "Klarifikasi diubah",
    "clarification.remove": "Klarifikasi dihapus",
    "aspiration.change": "Laporan warga diubah",
    "watch.create": "Pantauan dibuat",
    "watch.change": "Pantauan diubah",
    "watch.delete": "Pantauan dihapus",
    "watch.rotate": "Rahasia webhook diganti",
    "alert.acknowledge": "Peringatan ditanggapi",
    "schedule.create": "Jadwal laporan dibuat",
    "schedule.change": "Jadwal laporan diubah",
    "schedule.delete": "Jadwal laporan dihapus",
    "import.create": "Berkas diimpor",
    "import.undo.begin": "Pembatalan impor dimulai",
    "import.undo": "Impor dibatalkan",
    "import.delete": "Impor dihapus",
}


def act_name(action: str) -> str:
    """What an action says; one that is not known here is shown as it is."""
    return ACT_NAMES.get(action, action)


def actor_name(actor: str, people: Mapping[str, str], keys: Mapping[str, str]) -> str:
    """Who did it: a person by e-mail address, a key by name; `people` by id, `keys` by prefix."""
    kind, _, name = actor.partition(":")
    match kind:
        case "user":
            return people.get(name, f"Pengguna {name}")
        case "key":
            return f"Kunci {keys.get(name) or name}"
        case "schedule":
            return "Jadwal laporan"
        case "cli":
            return "Perintah di peladen"
    return actor
