"""Lines of action that fit most regencies: a proposal for the playbook, edited by the team.

They say what to do, never what happened: facts come from the articles that a telaah cites.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UsualAction:
    """A line of the proposal; no topic: for every topic."""

    situation: str
    text: str
    topic: str = ""


USUAL_ACTIONS = (
    UsualAction(
        "negatif",
        "Minta penjelasan tertulis dari perangkat daerah yang berwenang: apa yang terjadi, apa yang sudah "
        "dilakukan, dan kapan selesai.",
    ),
    UsualAction(
        "negatif",
        "Siapkan keterangan pers yang menjawab pokok keluhan dengan data dan tenggat, lalu kirim kepada "
        "media yang memuat berita pertama.",
    ),
    UsualAction(
        "negatif",
        "Sampaikan di kanal resmi apa yang dapat dilakukan warga sambil menunggu, beserta nomor yang dapat "
        "dihubungi.",
    ),
    UsualAction(
        "negatif",
        "Cantumkan lokasi, panjang atau titik kerusakan, kewenangan ruas (kabupaten, provinsi, atau "
        "nasional), dan jadwal penanganannya.",
        "infrastruktur",
    ),
    UsualAction(
        "negatif",
        "Jelaskan tempat layanan pengganti dan jam layanannya; jangan menyebut identitas pasien.",
        "kesehatan",
    ),
    UsualAction(
        "negatif",
        "Jaga identitas anak dan keluarganya; sampaikan langkah sekolah dan dinas tanpa menyalahkan pihak "
        "mana pun.",
        "pendidikan",
    ),
    UsualAction(
        "negatif",
        "Jangan menanggapi pokok perkara yang sedang diproses hukum; nyatakan sikap kooperatif dan rujuk "
        "pernyataan aparat penegak hukum.",
        "hukum_korupsi",
    ),
    UsualAction(
        "lonjakan",
        "Tunjuk satu juru bicara dan satukan pesan semua perangkat daerah sebelum memberi keterangan.",
    ),
    UsualAction(
        "lonjakan",
        "Laporkan perkembangan kepada pimpinan sedikitnya dua kali sehari sampai jumlah berita kembali "
        "seperti biasa.",
    ),
    UsualAction(
        "pengaduan",
        "Teruskan pengaduan kepada perangkat daerah yang berwenang melalui SP4N-LAPOR! dan catat nomornya.",
    ),
    UsualAction(
        "pengaduan",
        "Balas warga: pengaduannya sudah diterima, siapa yang menangani, dan kapan kabar berikutnya.",
    ),
    UsualAction(
        "hoaks",
        "Periksa kebenarannya pada sumber pertama dan perangkat daerah terkait sebelum membantah.",
    ),
    UsualAction(
        "hoaks",
        "Terbitkan klarifikasi singkat yang mendahulukan fakta yang benar, disertai bukti yang dapat "
        "diperiksa.",
    ),
    UsualAction(
        "keliru_kutip",
        "Kirim hak jawab atau permintaan koreksi kepada redaksi dengan rekaman atau naskah aslinya.",
    ),
    UsualAction(
        "bencana",
        "Sampaikan lebih dulu keselamatan warga: daerah yang harus dihindari, tempat mengungsi, dan nomor "
        "darurat.",
    ),
    UsualAction(
        "bencana",
        "Pakai angka korban dan kerusakan hanya dari satu sumber resmi (BPBD), sebutkan jam datanya.",
    ),
    UsualAction(
        "apresiasi",
        "Bagikan kembali di kanal resmi dengan menyebut medianya, dan sampaikan kepada perangkat daerah yang "
        "bersangkutan.",
    ),
)
