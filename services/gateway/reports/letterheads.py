"""The letterhead of a tenant's documents, and the numbers that they are given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk.errors import InvalidEntry
from services.gateway.desk.report_tables import report_letterheads, report_numbers

USUAL_PATTERN = "{nomor}/{jenis}/{bulan}/{tahun}"
PLACEHOLDERS = ("{nomor}", "{jenis}", "{bulan}", "{tahun}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# What stands on paper.
SHOWN_TEXTS = (
    "government",
    "office",
    "address",
    "contact",
    "place",
    "signatory_office",
    "signatory_name",
    "signatory_rank",
    "signatory_nip",
)
_TEXTS = (*SHOWN_TEXTS, "number_pattern")


@dataclass(frozen=True)
class Letterhead:
    """Head and foot of a document; what nobody entered is empty. `logo` is a PNG."""

    government: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    place: str = ""
    signatory_office: str = ""
    signatory_name: str = ""
    signatory_rank: str = ""
    signatory_nip: str = ""
    number_pattern: str = USUAL_PATTERN
    logo: bytes | None = None

    @property
    def blank(self) -> bool:
        """Whether nobody has entered anything that stands on paper."""
        return self.logo is None and not any(getattr(self, name) for name in SHOWN_TEXTS)


async def get_letterhead(engine: AsyncEngine, tenant_id: str) -> Letterhead:
    """The letterhead of a tenant; an empty one when nobody entered it."""
    async with engine.connect() as connection:
        return await present_letterhead(connection, tenant_id)


async def present_letterhead(connection: AsyncConnection, tenant_id: str) -> Letterhead:
    """The same, read within a transaction."""
    query = select(report_letterheads).where(report_letterheads.c.tenant_id == tenant_id)
    row = (await connection.execute(query)).first()
    if row is None:
        return Letterhead()
    return Letterhead(**{name: row._mapping[name] for name in (*_TEXTS, "logo")})


async def keep_letterhead(
    engine: AsyncEngine, tenant_id: str, letterhead: Letterhead, *, actor: str
) -> Letterhead:
    """Keep the letterhead as it is now. Raises InvalidEntry (`number_pattern`) for one without {nomor}."""
    pattern = letterhead.number_pattern.strip() or USUAL_PATTERN
    if "{nomor}" not in pattern:
        raise InvalidEntry("number_pattern", "a number needs {nomor}")
    letterhead = replace(letterhead, number_pattern=pattern)
    values = {name: getattr(letterhead, name) for name in (*_TEXTS, "logo")}
    own = report_letterheads.c.tenant_id == tenant_id
    async with engine.begin() as connection:
        changed = await connection.execute(update(report_letterheads).where(own).values(**values))
        if changed.rowcount == 0:
            await connection.execute(insert(report_letterheads).values(tenant_id=tenant_id, **values))
        await audit.record(
            connection,
            actor=actor,
            action="letterhead.change",
            subject=tenant_id,
            tenant_id=tenant_id,
        )
    return letterhead


async def next_number(connection: AsyncConnection, tenant_id: str, code: str, today: date) -> str:
    """The next number of a tenant's documents in this year: ``007/TELAAH/XI/2026``."""
    columns = report_numbers.c
    own = (columns.tenant_id == tenant_id) & (columns.year == today.year)
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(report_numbers).values(tenant_id=tenant_id, year=today.year, last=0)
            )
    except IntegrityError:
        # The year has begun already.
        pass
    await connection.execute(update(report_numbers).where(own).values(last=columns.last + 1))
    last = await connection.scalar(select(columns.last).where(own))
    pattern = await connection.scalar(
        select(report_letterheads.c.number_pattern).where(report_letterheads.c.tenant_id == tenant_id)
    )
    return number_text(pattern or USUAL_PATTERN, last or 1, code, today)


def number_text(pattern: str, number: int, code: str, day: date) -> str:
    """A number written after its pattern; months are Roman, as in official letters."""
    filled = {
        "{nomor}": f"{number:03}",
        "{jenis}": code or "LAPORAN",
        "{bulan}": _ROMAN[day.month - 1],
        "{tahun}": str(day.year),
    }
    for placeholder, value in filled.items():
        pattern = pattern.replace(placeholder, value)
    return pattern[:100]
