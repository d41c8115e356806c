"""The words that say somebody speaks: before, behind and inside the speech."""

from __future__ import annotations

import re

from services.nlp.stages.people.lexicon import REPORTING, SAYING

_FURTHER_SAYING = (
    "komentar janji desak singgung rinci dalih canda batin lapor balas aju kritik sindir tuntut sesal bisik"
)
_FURTHER_REPORTING = (
    "mengemukakan menguraikan mengisahkan menjabarkan mencontohkan menjawab berujar berkata bilang "
    "memprediksi memperkirakan menjamin mengumumkan mewanti-wanti menyindir meminta mempersilakan "
    "mengkritik mengutarakan mengkhawatirkan berkilah beralasan berdalih bersikeras"
)
SAYING_VERBS = "|".join([*SAYING.split(), *_FURTHER_SAYING.split()])
REPORTING_VERBS = "|".join(
    [
        *REPORTING.split(),
        *_FURTHER_REPORTING.split(),
    ]
)
# "dikatakan Sugeng", "Disampaikannya, …": the passive of the same verbs.
PASSIVE = (
    "dikatakan|disampaikan|dijelaskan|disebutkan|ditambahkan|diungkapkan|ditegaskan|diakui|dituturkan|"
    "diterangkan|dipaparkan|dibenarkan|dilaporkan|diceritakan|dikemukakan|diutarakan|diingatkan"
)
# "…," kata Budi   "…," ujarnya   "…," begitu kata Siti   "…" demikian disampaikan Bupati
CUE_AFTER = re.compile(
    rf"^[\s,.–—-]*(?:begitu(?:lah)? |demikian(?:lah)? |lanjut |sambil |lagi |lalu |yang )?"
    rf"(?P<verb>{SAYING_VERBS}|{REPORTING_VERBS}|{PASSIVE}|menurut|demikian|"
    rf"said|says|added|admitted|told|recalled)"
    rf"(?P<own>nya)?\b"
)
# Budi mengatakan, "…"   Pesannya: "…"   Ia menambahkan "…"
CUE_BEFORE = re.compile(
    rf"(?P<cue>\b(?P<verb>{REPORTING_VERBS}|{SAYING_VERBS}|{PASSIVE}|dijawab|berseru|berteriak|"
    rf"berbisik|berdoa|"
    rf"jawaban|balasan|balas|pesan|said|says)(?:nya)?\b(?P<gap>[^.\"“”!?]{{0,60}}?)[,:]?|:)\s*$"
)
# These open speech however short it is: "kata petugas, 'belum ada, Bu'".
SPOKEN = re.compile(
    r"^(?:kata|bilang|ujar|jawab|dijawab|menjawab|berkata|berujar|ucap|tutur|tanya|bertanya|balas)$"
)
# What is quoted behind these is a title or a slogan.
TITLED = re.compile(
    r"\b(?:tema|bertema|bertemakan|bertajuk|tajuk|berjudul|judul|judulnya|slogan|moto|motto|tagline|jargon|"
    r"tagar|bertuliskan|bertulisan|tulisan|istilah|nama|bernama|bertanda|sebutan|kategori|lagu|puisi|buku|film|"
    r"aplikasi|program|grup|akun|berjuluk|julukan|dijuluki|stempel|kolom|status|statusnya|pantun|novel|inovasi|"
    r"gerakan|"
    r"lomba|berlabel|label|predikat|penghargaan|kampanye|spanduk|poster|video|unggahan)\b[^.\"“]{0,24}$",
    re.IGNORECASE,
)
