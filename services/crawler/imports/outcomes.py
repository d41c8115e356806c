"""What becomes of every row of an open file, in its order: taken, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from services.crawler.identity import OF_CITIZENS
from services.crawler.imports.opening import Opened
from services.crawler.imports.row import Row, RowRefused
from services.crawler.imports.rows import RowReader
from shared.contracts.imports import ImportOrder, Refusal

DUPLICATE = "sudah ada di baris {row} berkas ini"


class Outcomes:
    """Walks once through a file. Blocking; `notes` and `masked` are whole when it is over."""

    def __init__(self, opened: Opened, order: ImportOrder, now: datetime) -> None:
        self._opened = opened
        self._reader = RowReader(opened, order, now)
        self._of_citizens = order.kind in OF_CITIZENS

    def __iter__(self) -> Iterator[Row | Refusal]:
        for record in self._opened.data():
            try:
                yield self._reader.read(record)
            except RowRefused as refused:
                yield Refusal(
                    row=record.row,
                    column=self._reader.column(refused.field),
                    reason=str(refused),
                    excerpt=self._reader.excerpt(record),
                )

    @property
    def masked(self) -> dict[str, int]:
        """Personal data masked so far, by kind."""
        return dict(self._reader.masked)

    @property
    def notes(self) -> list[str]:
        """What a person should know about the file as a whole."""
        notes = list(self._opened.notes)
        if self._reader.damaged:
            notes.append(
                f"{self._reader.damaged} nomor tiket dirusak oleh aplikasi lembar sebar (mis. 3,2E+15) "
                "dan tidak dipakai; ubah kolomnya menjadi teks lalu impor lagi."
            )
        if shared := len(self._reader.shared):
            notes.append(f"{shared} alamat dipakai beberapa baris yang isinya berbeda; {self._kept()}")
        return notes

    def _kept(self) -> str:
        if self._of_citizens:
            return "setiap baris disimpan sebagai artikel sendiri, seperti komentar di bawah satu unggahan."
        return (
            "dari setiap alamat hanya baris pertama yang disimpan. "
            "Jika baris lainnya komentar, impor sebagai media sosial."
        )


def duplicate(row: Row, first: int) -> Refusal:
    """The refusal of a row that the file has already given: the same ticket, address of news, or words."""
    return Refusal(row=row.row, reason=DUPLICATE.format(row=first), excerpt=row.title[:160])
