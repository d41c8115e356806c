"""What addresses are built of: the words for streets and estates, numbers of houses, RT and RW, blocks."""

from __future__ import annotations

STREET = r"(?P<kind>jalan|jln|jl|gang|gg|lorong|lrg|lr)"
ESTATE_WORDS = (
    "perumahan perumnas perum kompleks komplek komp cluster griya kavling kav btn asrama rusunawa".split()
)
ESTATE = rf"(?P<kind>{'|'.join(ESTATE_WORDS)})"
NUMBER = r"(?:no|nomor|nmr|nomer|number)\b[ .:]{0,3}(?P<number>\d{1,4}(?: ?[-/] ?\d{1,4}| ?[A-Za-z]\b)?)"
PAIR = r"R\.?T\.?[ .:]{0,2}\d{1,3}[ ,./-]{0,3}R\.?W\.?[ .:]{0,2}\d{1,3}"
RTRW = r"R\.?T\.?[ .:]{0,2}\d{1,3}(?:[ ,./-]{0,3}R\.?W\.?[ .:]{0,2}\d{1,3})?"
BLOCK = (
    r"blok[ .]{1,2}[A-Za-z]{1,2}(?: ?[-./]? ?\d{1,3}[A-Za-z]?\b"
    r"(?: ?[-/,]{0,2} ?(?:no(?:mor)?[ .:]{0,2})?\d{1,4}\b)?| ?,? ?no(?:mor)?[ .:]{0,2}\d{1,4}\b)"
)
# "B3/12", "C-4/7", "D-12": block and house of an estate in one; "K3/2026" has a year in it.
PLOT = r"(?P<plot>[A-Za-z]{1,2}-?\d{1,2} ?/ ?\d{1,3}[A-Za-z]?|(?-i:[A-Z])-\d{1,3})(?![\w/-])"
# What goes on behind a house number: RT and RW, a block, a postal code.
TAIL = (
    rf"(?:[ ,./-]{{0,3}}\b(?:{RTRW}|R\.?W\.?[ .:]{{0,2}}\d{{1,3}}|{BLOCK}))*"
    r"(?:,? (?:kode pos )?\d{5}\b(?! ?[\w]))?"
)
# Words that make what follows "jalan" a road or a sentence and no street's name.
NO_NAME = frozenset(
    "rusak berlubang di yang ini itu kabupaten desa provinsi nasional negara tol poros kampung lingkungan"
    " menuju ke dari dan akses utama usaha tani kaki keluar masuk tersebut sudah tidak laporan tiket aduan"
    " surat perda pasal perbup urut dengan untuk pada karena warga kota raya lintas arteri lingkar km"
    " kilometer ruas paket juara peringkat".split()
)
