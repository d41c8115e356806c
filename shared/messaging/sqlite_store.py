"""The tables of the embedded broker and every statement on them, run in the caller's transaction.

A message may be claimed from its `due` time on. A claim moves `due` to the end of the lease and notes the
owner; a renewal moves it further; a consumer that dies stops renewing, and the message is due again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.messaging.port import DeadLetter, Depth, Message
from shared.messaging.verdict import Dead, Later

# Bodies lie in a table of their own: claims and renewals rewrite a row of 200 bytes, not an article.
SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    due REAL NOT NULL,
    owner TEXT,
    deliveries INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL,
    time TEXT NOT NULL, traceparent TEXT
);
CREATE INDEX IF NOT EXISTS message_due ON message (queue, due, seq);
CREATE TABLE IF NOT EXISTS body (seq INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS dead (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    reason TEXT NOT NULL, stack TEXT, dead_at TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL,
    time TEXT NOT NULL, traceparent TEXT,
    data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS dead_queue ON dead (queue, seq);
CREATE TABLE IF NOT EXISTS active (queue TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL);
"""
ATTRIBUTES = "attempt, id, type, source, subject, time, traceparent"


@dataclass(frozen=True)
class Claimed:
    """A message in the hands of an owner, under its number in the file."""

    seq: int
    message: Message


def insert(connection: sqlite3.Connection, queues: Iterable[str], message: Message, now: float) -> None:
    """Put a message on every queue."""
    for queue in queues:
        cursor = connection.execute(
            f"INSERT INTO message (queue, due, {ATTRIBUTES}) VALUES (?,?,?,?,?,?,?,?,?)",  # noqa: S608  # constant
            (queue, now, *_attributes(message)),
        )
        connection.execute("INSERT INTO body VALUES (?,?)", (cursor.lastrowid, message.data))


def next_due(connection: sqlite3.Connection, queue: str) -> float | None:
    """When the next message of a queue may be claimed; None when it is empty."""
    row = connection.execute("SELECT min(due) FROM message WHERE queue=?", (queue,)).fetchone()
    return None if row[0] is None else float(row[0])


def claim(
    connection: sqlite3.Connection, queue: str, owner: str, most: int, now: float, lease: float, limit: int
) -> list[Claimed]:
    """Take the oldest due messages; one that was delivered `limit` times without an answer dies instead."""
    rows = connection.execute(
        f"SELECT seq, deliveries, {ATTRIBUTES} FROM message "  # noqa: S608  # constant
        "WHERE queue=? AND due<=? ORDER BY due, seq LIMIT ?",
        (queue, now, most),
    ).fetchall()
    taken = []
    for seq, deliveries, *attributes in rows:
        if deliveries >= limit:
            bury(connection, seq, None, Dead(f"delivered {deliveries} times without an answer"), now)
            continue
        connection.execute(
            "UPDATE message SET owner=?, due=?, deliveries=deliveries+1 WHERE seq=?",
            (owner, now + lease, seq),
        )
        data = connection.execute("SELECT data FROM body WHERE seq=?", (seq,)).fetchone()[0]
        taken.append(Claimed(seq, _message(attributes, data)))
    return taken


def activate(connection: sqlite3.Connection, queue: str, owner: str, now: float, lease: float) -> bool:
    """Become, or stay, the one active consumer of a queue; False while another one is."""
    changed = connection.execute(
        "INSERT INTO active VALUES (?,?,?) ON CONFLICT (queue) DO UPDATE SET owner=excluded.owner, "
        "until=excluded.until WHERE active.owner=excluded.owner OR active.until<=?",
        (queue, owner, now + lease, now),
    )
    return changed.rowcount > 0


def deactivate(connection: sqlite3.Connection, queue: str, owner: str) -> None:
    """Let another consumer become the active one."""
    connection.execute("DELETE FROM active WHERE queue=? AND owner=?", (queue, owner))


def renew(connection: sqlite3.Connection, owner: str, seqs: Iterable[int], until: float) -> None:
    """Keep what is in hand, and the place of the active consumer, until a later time."""
    connection.executemany(
        "UPDATE message SET due=? WHERE seq=? AND owner=?", [(until, s, owner) for s in seqs]
    )
    connection.execute("UPDATE active SET until=? WHERE owner=?", (until, owner))


def forget(connection: sqlite3.Connection, seq: int, owner: str | None) -> bool:
    """Delete a message; False when `owner` (None: anybody) does not hold it any more."""
    gone = connection.execute("DELETE FROM message WHERE seq=? AND owner IS coalesce(?, owner)", (seq, owner))
    if not gone.rowcount:
        return False
    connection.execute("DELETE FROM body WHERE seq=?", (seq,))
    return True


def postpone(connection: sqlite3.Connection, seq: int, owner: str, later: Later, now: float) -> None:
    """Make a message due after the delay, as the next attempt."""
    connection.execute(
        "UPDATE message SET owner=NULL, deliveries=0, attempt=?, due=? WHERE seq=? AND owner=?",
        (later.attempt, now + later.delay, seq, owner),
    )


def release(connection: sqlite3.Connection, owner: str, seqs: Iterable[int], now: float) -> None:
    """Give messages back at once."""
    connection.executemany(
        "UPDATE message SET owner=NULL, due=? WHERE seq=? AND owner=?", [(now, s, owner) for s in seqs]
    )


def bury(connection: sqlite3.Connection, seq: int, owner: str | None, dead: Dead, now: float) -> None:
    """Move a message to the quarantine, unless `owner` (None: anybody) lost it meanwhile."""
    connection.execute(
        f"INSERT INTO dead (queue, reason, stack, dead_at, {ATTRIBUTES}, data) "  # noqa: S608  # constant
        f"SELECT queue, ?, ?, ?, {ATTRIBUTES}, data FROM message JOIN body USING (seq) "
        "WHERE seq=? AND owner IS coalesce(?, owner)",
        (dead.reason, dead.stack, _iso(now), seq, owner),
    )
    forget(connection, seq, owner)


def depth(connection: sqlite3.Connection, queue: str, now: float) -> Depth:
    """Counts of one queue."""
    ready, delayed, in_hand = connection.execute(
        "SELECT coalesce(sum(due<=?1), 0), coalesce(sum(due>?1 AND owner IS NULL), 0), "
        "coalesce(sum(due>?1 AND owner IS NOT NULL), 0) FROM message WHERE queue=?2",
        (now, queue),
    ).fetchone()
    dead = connection.execute("SELECT count(*) FROM dead WHERE queue=?", (queue,)).fetchone()[0]
    return Depth(ready, delayed, dead, in_hand)


def dead_letters(connection: sqlite3.Connection, queue: str, limit: int) -> list[DeadLetter]:
    """The oldest quarantined messages."""
    rows = connection.execute(
        f"SELECT reason, stack, dead_at, data, {ATTRIBUTES} FROM dead WHERE queue=? ORDER BY seq LIMIT ?",  # noqa: S608  # constant
        (queue, limit),
    )
    letters = []
    for reason, stack, dead_at, data, *attributes in rows:
        message = _message(attributes, data)
        letters.append(DeadLetter(message.id, queue, reason, stack, datetime.fromisoformat(dead_at), message))
    return letters


def replay(connection: sqlite3.Connection, queue: str, ids: Sequence[str] | None, now: float) -> int:
    """Move quarantined messages back to their queue as if never delivered."""
    seqs = _dead_seqs(connection, queue, ids)
    for seq in seqs:
        cursor = connection.execute(
            f"INSERT INTO message (queue, due, {ATTRIBUTES}) "  # noqa: S608  # constant
            "SELECT queue, ?, 0, id, type, source, subject, time, traceparent FROM dead WHERE seq=?",
            (now, seq),
        )
        connection.execute("INSERT INTO body SELECT ?, data FROM dead WHERE seq=?", (cursor.lastrowid, seq))
        connection.execute("DELETE FROM dead WHERE seq=?", (seq,))
    return len(seqs)


def drop(connection: sqlite3.Connection, queue: str, ids: Sequence[str]) -> int:
    """Delete quarantined messages."""
    seqs = _dead_seqs(connection, queue, ids)
    connection.executemany("DELETE FROM dead WHERE seq=?", [(seq,) for seq in seqs])
    return len(seqs)


def _dead_seqs(connection: sqlite3.Connection, queue: str, ids: Sequence[str] | None) -> list[int]:
    rows = connection.execute("SELECT seq, id FROM dead WHERE queue=? ORDER BY seq", (queue,))
    return [seq for seq, id_ in rows if ids is None or id_ in ids]


def _attributes(message: Message) -> tuple[int, str, str, str, str, str, str | None]:
    return (
        message.attempt,
        message.id,
        message.type,
        message.source,
        message.subject,
        message.time.isoformat(),
        message.traceparent,
    )


def _message(attributes: Sequence[object], data: bytes) -> Message:
    attempt, id_, type_, source, subject, time, traceparent = attributes
    return Message(
        type=str(type_),
        source=str(source),
        subject=str(subject),
        data=data,
        id=str(id_),
        time=datetime.fromisoformat(str(time)),
        traceparent=None if traceparent is None else str(traceparent),
        attempt=int(str(attempt)),
    )


def _iso(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).isoformat()
