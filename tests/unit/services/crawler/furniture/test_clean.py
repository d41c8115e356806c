"""Whole texts: what goes depends on where it stands, facts are read before they go, the article is never touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.crawler.furniture import clean

LEAD = "SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum, kata warga, Senin (6/7/2026)."
BODY = '"Kami rujuk lewat jalan tanah," ujar Marlina, perawat di puskesmas itu, kepada anggota dewan yang datang.'
END = "Rumah dinas dokter yang dibangun dua tahun lalu masih kosong sampai rapat ditutup."
ARTICLE = f"{LEAD}\n\n{BODY}\n\n{END}"


def text_of(text: str, *, title: str | None = None, outlet: str | None = None) -> str:
    return clean(text, title=title, outlet=outlet).text


def test_paragraphs_are_parted_by_one_blank_line() -> None:
    assert text_of(f"{LEAD}\r\n{BODY}\r\n\r\n\r\n{END}\r\n") == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\nBaca juga:\n- Kapal Kelapa Kandas di Muara\n- Daftar Nomor Darurat Tanjabbar\n\n{BODY}\n\n{END}",
        f"{LEAD}\n\nBACA JUGA\n\nOmbak di Kuala Bubon Tiga Meter\n\n{BODY}\n\n{END}",
        f"{LEAD}\n\nLihat Juga\n\n{BODY}\n\n{END}",
        f"{LEAD}\n\n{BODY}\n\n{END}\n\nBerita Terpopuler\n\n1. Pohon Tumbang di Sunter Dievakuasi\n\n2. Lomba Mewarnai",
        f"{LEAD}\n{BODY}\n{END}\nTRENDING\nJalan Kapuas Ditutup Sementara\nHarga Rica Tembus Rp110 Ribu",
        f"{LEAD}\n\n{BODY}\n\n{END}\n\nTags\nbanjir\nKutai Timur\nPUPR",
    ],
)
def test_lists_of_headlines_go_with_their_heading(text: str) -> None:
    assert text_of(text) == ARTICLE


def test_demands_and_subheadings_below_a_link_stay() -> None:
    demands = "Tuntutan warga:\n\n1. Cabut izin galian C di hulu sungai.\n\n2. Bayarkan honor guru bantu."
    kept = f"{LEAD}\n\n{demands}\n\nMenunggu Tanda Tangan\n\n{END}"
    assert text_of(kept.replace("Tuntutan", "Baca juga: Sungai Meluap\n\nTuntutan")) == kept


@pytest.mark.parametrize(
    "ending",
    [
        "(MC Kab. Kutai Timur/nn)",
        "(*Diskominfo/rdn)",
        "(abc/def)",
        "(Rina)",
        "[rin]",
        "***",
        "(*)",
        "Editor: H. Rusdi",
        "Dibaca 77 kali Laporkan komentar",
        "Baca juga: Harga Sawit Swadaya Siak Pekan Ini",
        "#BanjirKutim #Sangatta",
        "ADVERTISEMENT",
        "[Gambas:Video 20detik]",
    ],
)
def test_what_is_glued_to_the_last_sentence_goes(ending: str) -> None:
    assert text_of(f"{ARTICLE} {ending}") == ARTICLE
    assert text_of(f"{ARTICLE}\n\n{ending}") == ARTICLE


@pytest.mark.parametrize(
    "sentence",
    [
        "Inflasi tahunan 2,3 persen, masih di bawah rata-rata provinsi (BPS/Bappeda).",
        "Kegiatan itu dihadiri Ketua RT 05 (Rina).",
        "Hadis itu dibacakan ustaz pada akhir acara. (HR. Muslim No. 163)",
        "Data itu dikutip dari laporan triwulan. Sumber: BPS.",
        "Ia menutup rapat dengan satu kata. Iklan.",
        "Warga menulis di papan itu: Baca juga Al-Qur'an setiap hari",
        "Warga memakai tagar #SaveSungaiKelay",
    ],
)
def test_a_last_sentence_that_looks_like_an_ending_stays(sentence: str) -> None:
    assert text_of(f"{LEAD}\n\n{sentence}") == f"{LEAD}\n\n{sentence}"


def test_inserts_in_the_middle_of_a_paragraph_go() -> None:
    glued = (
        f"{LEAD} ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT {BODY} [Baca juga: Sungai Meluap Lagi] {END}"
    )
    assert text_of(glued) == f"{LEAD} {BODY} {END}"


def test_a_link_glued_into_the_middle_stays_rather_than_take_a_sentence_along() -> None:
    glued = f"{LEAD} Baca juga: Sungai Meluap Lagi {END}"
    assert text_of(glued) == glued


def test_a_caption_goes_and_a_signed_last_sentence_loses_its_signature_only() -> None:
    caption = "Los pasar yang kosong, Selasa pagi. (RK/Dolfina)"
    assert text_of(f"{caption}\n\n{ARTICLE}") == ARTICLE
    assert text_of(f"{LEAD}\n\n{caption}") == f"{LEAD}\n\nLos pasar yang kosong, Selasa pagi."


def test_rows_above_the_text_go_and_the_same_words_in_the_text_stay() -> None:
    rows = "News | Balikpapan | Peristiwa\nMEDIA CENTER POSO | Kamis, 15 Oktober 2026\nProkopim Setda"
    assert text_of(f"{rows}\n{ARTICLE}") == ARTICLE
    table = f"{LEAD}\n\nDermaga | Jadwal | Tarif\n\n{END}"
    assert text_of(table) == table


@pytest.mark.parametrize(
    "footnote",
    [
        "Kutai Timur terdiri atas 18 kecamatan, 139 desa, dan 2 kelurahan.",
        "*Kabupaten Kutai Timur beribu kota di Sangatta, terdiri atas 18 kecamatan.",
    ],
)
def test_a_footnote_about_the_regency_goes_behind_the_end_only(footnote: str) -> None:
    assert text_of(f"{ARTICLE}\n\n(nw/kominfo)\n\n{footnote}") == ARTICLE
    if not footnote.startswith("*"):
        assert text_of(f"{ARTICLE}\n\n{footnote}") == f"{ARTICLE}\n\n{footnote}"


@pytest.mark.parametrize(
    "definition",
    [
        "Kabupaten Kutai Timur adalah kabupaten di Kalimantan Timur yang beribu kota di Sangatta.",
        "Kutai Timur merupakan pemekaran Kabupaten Kutai sesuai UU Nomor 47 Tahun 1999.",
        "Kabupaten Kutai Timur dibentuk berdasarkan UU Nomor 47 Tahun 1999 dan beribu kota di Sangatta.",
    ],
)
def test_what_an_encyclopedia_says_of_the_regency_goes_at_the_very_end(definition: str) -> None:
    assert text_of(f"{ARTICLE}\n\n{definition}") == ARTICLE
    assert text_of(f"{LEAD}\n\n{definition}\n\n{END}") == f"{LEAD}\n\n{definition}\n\n{END}"


NEWS = f"{LEAD}\n\nDewan meminta Dinas Kesehatan mengisi kekosongan itu sebelum akhir bulan depan.\n\n{END}"


@pytest.mark.parametrize(
    "line",
    [
        "Kecelakaan di Jalur Trans Sulawesi, Satu Orang Tewas",
        "PUPR | jalan poros | Kutim",
        "Sangatta, 7 Juli 2026",
        "Selengkapnya di kabarpesisir.example",
        "Punya informasi menarik? Kirim ke redaksi kami",
        "Dukung jurnalisme lokal dengan berlangganan",
        "Kabar Pesisir: Dari Warga untuk Warga",
        "Sembunyikan 3 balasan",
    ],
)
def test_lines_that_no_rule_knows_go_below_the_news(line: str) -> None:
    assert text_of(f"{NEWS}\n\n{line}", outlet="Kabar Pesisir") == NEWS


@pytest.mark.parametrize(
    "ending",
    [
        "Ni Wayan Sulastri, Kesiman",
        "Kupang, 21 Juli 2026",
        "Bujang Hasim, nelayan Kecamatan Midai",
        "Sehat-sehat Bu Eni",
        "Hormat kami,\n\nPengurus Masjid Raya Sukarame Dua",
    ],
)
def test_who_signs_a_letter_stays(ending: str) -> None:
    letter = f"Yth. Bapak Bupati\n\nSaya warga Sandaran. Sudah empat bulan puskesmas kami tanpa dokter umum.\n\n{END}"
    assert text_of(f"{letter}\n\n{ending}") == f"{letter}\n\n{ending}"


def test_lists_at_the_end_of_an_article_stay() -> None:
    schedule = f"{NEWS}\n\nBerikut jadwal layanan keliling:\n\nKecamatan Sandaran Desa Manubar 3 Agustus 2026"
    results = f"{NEWS}\n\nPersikutim 2 - 1 Persiba\n\nBontang City 0 - 0 Mitra Kukar"
    steps = f"{NEWS}\n\n1. Klik menu Daftar\n\n2. Unduh formulir"
    assert [text_of(text) for text in (schedule, results, steps)] == [schedule, results, steps]


def test_news_behind_a_signature_stays() -> None:
    more = "Sementara itu, Bupati meminta Dinas Kesehatan mengisi kekosongan dokter sebelum akhir bulan."
    assert text_of(f"{ARTICLE} (nw/kominfo)\n\n{more}") == f"{ARTICLE}\n\n{more}"


def test_the_first_line_goes_when_it_repeats_the_title() -> None:
    assert text_of(f"Empat Bulan  Tanpa Dokter!\n{ARTICLE}", title="Empat bulan tanpa dokter") == ARTICLE
    assert text_of(f"{LEAD}\n\nJudul\n\n{END}", title="Judul") == f"{LEAD}\n\nJudul\n\n{END}"


def test_a_line_of_author_and_date_gives_both_and_goes() -> None:
    byline = "Oleh MC KAB KUTAI TIMUR, Selasa, 15 Agustus 2023 | 18:19 WIB - Redaktur: Nanda - 77"
    for text in (f"{byline}\n\n{ARTICLE}", f"{byline} {ARTICLE}"):
        cleaned = clean(text)
        assert cleaned.text == ARTICLE
        assert cleaned.author == "MC KAB KUTAI TIMUR"
        assert cleaned.dates == (byline,)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Oleh: Rina Lestari", "Rina Lestari"),
        ("Penulis: Kurnia | Editor: Dahlia", "Kurnia"),
        ("Editor: Dahlia | Penulis: Kurnia Sari", "Kurnia Sari"),
        ("Laporan Wartawan Kabar Tepian, Aldi", "Aldi"),
        ("Kontributor Larantuka: Ebed", "Ebed"),
        ("Reporter: Bagas / Editor: Mbak Ris", "Bagas"),
        ("Pewarta: Lukas H  Uploader: Sari  COPYRIGHT © KBM 2026", "Lukas H"),
        ("Editor: Zulfan H", None),
        ("Penulis: Redaksi", None),
        ("Foto: Anas", None),
    ],
)
def test_the_author_is_who_wrote_it(line: str, author: str | None) -> None:
    cleaned = clean(f"{ARTICLE}\n\n{line}")
    assert (cleaned.text, cleaned.author) == (ARTICLE, author)


def test_dates_of_captions_replies_and_updates_are_no_dates_of_the_article() -> None:
    lines = "Foto: Warga antre, Senin (27/7/2026)\nTerakhir diperbarui: 02/10/2026 09.15\nBalasan instansi – 20 Agustus 2026 09.12"
    assert clean(f"{lines}\n{ARTICLE}").dates == ()


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Oleh Bupati", None),
        ("Oleh Wakil Bupati Kutai Timur", None),
        ("Oleh: Kepala Desa", None),
        ("Oleh Camat Sangkulirang", None),
        ("Oleh Pemkab Kutai Timur", None),
        ("Oleh Kutai Timur", None),
        ("Oleh Rina Bupatiwati", "Rina Bupatiwati"),
        ("Oleh Sandaran Wijaya", "Sandaran Wijaya"),
        ("Oleh: MC KAB KUTAI TIMUR", "MC KAB KUTAI TIMUR"),
    ],
)
def test_an_office_is_no_author(line: str, author: str | None) -> None:
    assert clean(f"{line}\n\n{ARTICLE}").author == author


def test_the_date_is_the_topmost_and_a_dateline_before_all() -> None:
    related = "Rabu, 15 Januari 2020"
    assert clean(f"Tembilahan, 30 Juli 2026\n\n{ARTICLE}\n\n{related}").dates == ("Tembilahan, 30 Juli 2026",)
    assert clean(f"{ARTICLE}\n\n{related}").dates == (related,)
    assert clean(f"Kamis, 30 Juli 2026 | 18:19 WITA\n{LEAD}\n{related}\n{BODY}\n{END}").dates == (
        "Kamis, 30 Juli 2026 | 18:19 WITA",
        related,
    )
    assert clean(f"{related}\nTembilahan, 30 Juli 2026\n{ARTICLE}").dates[0] == "Tembilahan, 30 Juli 2026"
    dated = LEAD.replace("SANGATTA –", "SANGATTA, 6 Juli 2026 –")
    assert clean(f"{dated}\n\n{BODY}\n\n{END} Oleh: Rina, 8 Juli 2026").dates == ("6 Juli 2026",)


def test_the_place_of_a_removed_line_becomes_the_dateline() -> None:
    body = "Dinas Perkebunan membahas rencana peremajaan 1.500 hektare kelapa dalam bersama petani, Kamis."
    cleaned = clean(f"Tembilahan, 30 Juli 2026\n\n{body}")
    assert (cleaned.text, cleaned.dates) == (f"TEMBILAHAN – {body}", ("Tembilahan, 30 Juli 2026",))
    assert text_of(f"Tembilahan, 30 Juli 2026\n\n{ARTICLE}") == ARTICLE


def test_what_copying_leaves_behind_is_put_right() -> None:
    text = (
        "<p>SANGATTA &ndash; Sudah&nbsp;empat bulan &quot;Puskesmas Sandaran&quot; tanpa dokter &amp;amp; bidan.</p>"
        "<script>var a = 1;</script><p>Pasien\u200b dirujuk\u00a0ke Sangatta<br/>lewat jalan tanah.</p><!-- wp:more -->"
    )
    assert text_of(text) == (
        'SANGATTA – Sudah empat bulan "Puskesmas Sandaran" tanpa dokter & bidan.\n\n'
        "Pasien dirujuk ke Sangatta\n\nlewat jalan tanah."
    )


def test_joiners_of_emoji_and_arabic_stay() -> None:
    text = "Terima kasih 👨‍👩‍👧 pak camat, می‌خواهم"
    assert text_of(text) == text


def test_nothing_but_furniture_gives_an_empty_text() -> None:
    assert text_of("Bagikan:\nADVERTISEMENT\n") == ""
    assert text_of("") == ""


words = st.sampled_from(
    "baca juga foto editor: penulis: dibaca 77 kali komentar (rk/do) (Rina) ADVERTISEMENT Bupati Sangatta – Kabupaten terdiri "
    "atas 18 kecamatan, kata. Senin, 15 Juli 2026 | 18:19 WIB tag: #banjir - 1. Jalan Poros Putus Lagi * *** &amp; <p> \u200b "
    "Selanjutnya Beranda » Berita warga yang mengungsi ke balai desa.".split()
)
lines = st.lists(words, max_size=12).map(" ".join)
furniture_lines = st.sampled_from(
    [
        LEAD,
        BODY,
        END,
        "Baca juga:",
        "Jalan Poros Putus Lagi",
        "(nw/kominfo)",
        "",
        "Dilihat 58 kali",
        "Tags",
        "1. Jalan Poros",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(lines, furniture_lines), max_size=14).map("\n".join))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = text_of(text, title="Jalan Poros Putus Lagi", outlet="Kabar Pesisir")
    assert text_of(once, title="Jalan Poros Putus Lagi", outlet="Kabar Pesisir") == once


plain = st.sampled_from(
    [
        LEAD,
        BODY,
        END,
        "Menunggu Sirene yang Tak Pernah Berbunyi",
        "1. Cabut izin galian C di hulu.",
        "Beras medium Rp14.500 per kilogram",
        "Menurut Sumber: BPS, angka itu turun.",
        "“Bagikan air itu,” kata Kades.",
    ]
)


@given(st.lists(plain, min_size=1, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", " \n\n\n"]))
def test_a_text_without_furniture_keeps_every_character_but_blank_space(
    paragraphs: list[str], gap: str
) -> None:
    paragraphs.append(END)
    assert text_of(gap.join(paragraphs)).split() == " ".join(paragraphs).split()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_cleaned_without_an_error(text: str) -> None:
    clean(text, title=text[:40], outlet=text[:20])


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "(", "(a/b) ", "ADVERTISEMENT ", "Baca juga: X\n", "&amp;", "<p ", "<script>", "#ab ", "AB CD ", "- ", "Ia datang. ", "1 2 3 ", "* ", "A, B – ", "Penulis adalah guru.\n", "Kode: ___ ", "Laporan diterima\n"],
)  # fmt: skip
def test_the_longest_text_that_may_be_pushed_takes_a_bounded_time(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    started = time.process_time()
    clean(text, title="Jalan", outlet="Kabar Pesisir")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", " \t\u00a0", "\u3000", "&nbsp;"])
@pytest.mark.parametrize(
    "around", ["a{}(b. ", "A.{}ADVERTISEMEN", "ADVERTISEMENT{}(adsbygoogle{}= x", "{}[D{}.", "a{}b\n(G"]
)
def test_a_run_of_blanks_takes_a_bounded_time(blank: str, around: str) -> None:
    run = (blank * 100_000)[:100_000]
    started = time.process_time()
    clean(around.format(run, run), title="Jalan", outlet="Kabar Pesisir")
    assert time.process_time() - started < 5


def test_inserts_go_with_any_number_of_blanks_around_them() -> None:
    for blanks in (" ", "  ", " \u00a0\t ", " " * 50):
        assert text_of(f"{LEAD}{blanks}ADVERTISEMENT{blanks}{BODY}") == f"{LEAD} {BODY}"
        assert text_of(f"{LEAD}{blanks}SCROLL TO RESUME CONTENT{blanks}{BODY}") == f"{LEAD} {BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Laporan: Lampu Jalan Mati Total",
        "Laporan warga: Jembatan Gantung Putus",
        "Status: jalan kabupaten",
        "Status: tanah milik desa",
        "Status: tertutup longsor sejak Minggu",
        "Sumber: distribusi air dari hulu",
        "Sumber: APBD Perubahan 2026",
        "Sumber dana: Dana Desa",
        "Sumber air: Sungai Karangan",
        "Foto Udara Desa: Sawah Kering",
        "Teks: Jalan Rusak",
        "Desain: atap baja ringan",
        "Selanjutnya: pembangunan jembatan Desa Karangan",
        "Prioritas: air bersih",
        "Lampiran: daftar korban banjir bandang di tiga desa",
        "Kanal: saluran irigasi primer yang jebol sejak Maret",
        "Saluran: irigasi sekunder di hulu",
        "Facebook: warga ramai mengeluh soal air keruh",
        "Disposisi: perbaikan drainase",
    ],
)
def test_what_a_complaint_says_behind_a_colon_stays(line: str) -> None:
    assert text_of(f"{LEAD}\n\n{line}\n\n{END}") == f"{LEAD}\n\n{line}\n\n{END}"
    if not line.startswith("Disposisi"):
        assert text_of(f"{line}\n\n{LEAD}\n\n{BODY}").startswith(line)


@pytest.mark.parametrize(
    "line",
    [
        "Laporan: Rina Kusuma",
        "Laporan: Redaksi | Foto: Dok. Dinkes",
        "Sumber: Dinas Kesehatan Kutai Timur",
        "Sumber: Antara",
        "Teks: Nisa A. | Foto: Tim MC Siak",
        "Desain: Lia",
        "Status: Diproses",
        "Status: Menunggu verifikasi",
        "Status laporan: Terverifikasi",
        "Prioritas: Tinggi",
        "Kanal: WhatsApp",
        "Lampiran: 2 foto",
        "Facebook: Lapor Kutim",
        "Instagram: @laporkutim",
    ],
)
def test_values_of_forms_and_names_behind_a_colon_go(line: str) -> None:
    assert text_of(f"{LEAD}\n\n{line}\n\n{END}") == f"{LEAD}\n\n{END}"


def test_the_next_headline_and_attachments_go_below_the_article() -> None:
    for line in ("Selanjutnya: Dua Dokter Mulai Bertugas", "Lampiran: Daftar Hadir | Bahan Paparan"):
        assert text_of(f"{ARTICLE}\n\n{line}") == ARTICLE
    following = "Selanjutnya: dua dokter mulai bertugas pekan depan di Sandaran"
    assert text_of(f"{LEAD}\n\n{END}\n\n{following}").endswith(following)
