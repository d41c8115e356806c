"""The offices that nearly every regency has, with the topics they answer for: a proposal, edited by the team.

Names after the affairs of UU 23/2014 on local government, Pasal 12; each regency joins and names them its
own way.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UsualOffice:
    """An office by its usual name."""

    name: str
    short_name: str
    topics: tuple[str, ...]


USUAL_OFFICES = (
    UsualOffice("Dinas Pendidikan dan Kebudayaan", "Disdikbud", ("pendidikan",)),
    UsualOffice("Dinas Kesehatan", "Dinkes", ("kesehatan",)),
    UsualOffice("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR", ("infrastruktur",)),
    UsualOffice("Dinas Perhubungan", "Dishub", ("perhubungan",)),
    UsualOffice("Dinas Perumahan dan Kawasan Permukiman", "Disperkim", ("perumahan_permukiman",)),
    UsualOffice("Satuan Polisi Pamong Praja", "Satpol PP", ("keamanan_ketertiban",)),
    UsualOffice("Inspektorat Daerah", "Inspektorat", ("hukum_korupsi",)),
    UsualOffice("Dinas Sosial", "Dinsos", ("sosial",)),
    UsualOffice("Dinas Koperasi, UKM, Perindustrian, dan Perdagangan", "Diskop UKM", ("ekonomi_umkm",)),
    UsualOffice(
        "Dinas Ketahanan Pangan, Pertanian, dan Perikanan", "Dinas Pertanian", ("pangan_pertanian_perikanan",)
    ),
    UsualOffice("Dinas Lingkungan Hidup", "DLH", ("lingkungan",)),
    UsualOffice("Badan Penanggulangan Bencana Daerah", "BPBD", ("bencana",)),
    UsualOffice("Dinas Pariwisata", "Dispar", ("pariwisata_budaya",)),
    UsualOffice("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", ("layanan_publik_adminduk",)),
    UsualOffice("Dinas Komunikasi dan Informatika", "Diskominfo", ("kominfo_digital",)),
    UsualOffice("Badan Pengelola Keuangan dan Aset Daerah", "BPKAD", ("keuangan_daerah",)),
    UsualOffice("Sekretariat Daerah", "Setda", ("politik_pemerintahan", "agama")),
    UsualOffice("Dinas Tenaga Kerja dan Transmigrasi", "Disnakertrans", ("ketenagakerjaan",)),
    UsualOffice("Dinas Kepemudaan dan Olahraga", "Dispora", ("pemuda_olahraga",)),
)
