"""The search service's own tables: articles as they were read, their revisions, stories, watches and alerts.

The row of an article is the truth and the index a projection of it: payload, revisions and story are kept
here, so a document can be written again at any time without asking the index (which may be away, or a
second behind), and a race of two revisions is decided by one statement in one transaction.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from shared.runtime.database import UtcDateTime

metadata = MetaData()

BEHIND = text("story_seq > indexed_seq")

articles = Table(
    "articles",
    metadata,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("source_id", String(100)),
    Column("published_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # Zstandard-compressed JSON of the ArticleEnriched event, without embedding and MinHash.
    Column("payload", LargeBinary, nullable=False),
    # Codes of the regions it is about.
    Column("regions", JSON, nullable=False),
    # uint32 hashes of its words, little endian (stories/words.py).
    Column("words", LargeBinary, nullable=False),
    # What tells its event from others (stories/clues.py); NULL when it was kept before there were clues.
    Column("clues", JSON),
    # 384 float16 values, little endian; NULL when the stage failed.
    Column("embedding", LargeBinary),
    # 128 uint32 values, little endian; NULL when the stage failed.
    Column("minhash", LargeBinary),
    Column("story_id", String(32)),
    Column("copy_of", String(32)),
    # The revision that was last compared with the other articles; 0 until the first time.
    Column("storied_revision", Integer, nullable=False, server_default="0"),
    # Grows with every story decision: whoever gives stories reads what others decided since.
    Column("story_seq", BigInteger),
    # The decision up to which the index has its story: what lies behind is written again.
    Column("indexed_seq", BigInteger, nullable=False, server_default="0"),
    Index("articles_published_at", "published_at"),
    Index("articles_seen_at", "seen_at"),
    Index("articles_source_seen", "source_id", "seen_at"),
    Index("articles_story_seq", "story_seq"),
    Index("articles_story_id", "story_id"),
    # The few whose document is behind; see store.unwritten.
    Index("articles_unwritten", "story_seq", sqlite_where=BEHIND, postgresql_where=BEHIND),
)

stories = Table(
    "stories",
    metadata,
    Column("story_id", String(32), primary_key=True),
    # The decision that opened it: when stories merge, the one that was opened first survives.
    Column("opened_seq", BigInteger, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    # The story that goes on in its place; never one that was merged itself.
    Column("merged_into", String(32)),
    Index("stories_merged_into", "merged_into"),
)

# Served by GET /v1/stories/{id}/changes.
story_changes = Table(
    "story_changes",
    metadata,
    Column("change_id", Integer, primary_key=True, autoincrement=True),
    Column("seq", BigInteger, nullable=False),
    # merge: the last articles of from_story went; split: they opened to_story; move: some went elsewhere.
    Column("kind", String(8), nullable=False),
    Column("from_story", String(32), nullable=False),
    Column("to_story", String(32), nullable=False),
    Column("article_ids", JSON, nullable=False),
    # Ids of the articles that came, or came in a new revision, and so brought the change.
    Column("because", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    # The correction that was made, or undone, and so brought the change.
    Column("correction_id", String(32)),
    Index("story_changes_from_story", "from_story"),
    Index("story_changes_to_story", "to_story"),
)

# What analysts said of stories; the machine keeps to it (stories/constraints.py).
corrections = Table(
    "corrections",
    metadata,
    Column("correction_id", String(32), primary_key=True),
    # Grows with every correction: where two contradict each other, the later one holds.
    Column("number", BigInteger, nullable=False, unique=True),
    # merge: all its articles belong together; split: those of side 0 belong together, and apart from side 1.
    Column("kind", String(8), nullable=False),
    Column("story_id", String(32), nullable=False),
    # Of a merge: the other story.
    Column("other_story", String(32)),
    Column("tenant_id", String(64), nullable=False),
    Column("actor", String(128), nullable=False),
    Column("note", Text),
    Column("made_at", UtcDateTime, nullable=False),
    # The decision that grouped the stories by it; NULL while it waits for its turn.
    Column("applied_seq", BigInteger),
    Column("undone_at", UtcDateTime),
    Column("undone_by", String(128)),
    # The decision that grouped the stories without it; NULL while the undoing waits.
    Column("undone_seq", BigInteger),
    # Ids of earlier corrections that it contradicts.
    Column("overrides", JSON, nullable=False),
)

correction_articles = Table(
    "correction_articles",
    metadata,
    Column(
        "correction_id",
        String(32),
        ForeignKey("corrections.correction_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("article_id", String(32), primary_key=True),
    # Of a split: 0 leaves the story, 1 stays. Of a merge: 0 is from story_id, 1 from other_story.
    Column("side", Integer, nullable=False),
    Index("correction_articles_article_id", "article_id"),
)

# Kept for good: a message may wait in a queue without limit.
forgotten = Table(
    "forgotten",
    metadata,
    Column("article_id", String(32), primary_key=True),
    # Revisions made up to then stay away; the same article that is given again later is a new one.
    Column("made_until", UtcDateTime, nullable=False),
    # The number that the forgetting took, as a decision on stories takes one.
    Column("seq", BigInteger, nullable=False),
    Index("forgotten_seq", "seq"),
)

# How long articles are kept; the newest choice holds, none is without limit.
retention_choices = Table(
    "retention_choices",
    metadata,
    Column("choice_id", Integer, primary_key=True, autoincrement=True),
    # Whole UTC months beside the present one; NULL: without limit.
    Column("months", Integer),
    Column("chosen_at", UtcDateTime, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("title", Text, nullable=False),
)

watches = Table(
    "watches",
    metadata,
    Column("watch_id", String(32), primary_key=True),
    Column("tenant_id", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    # The filter that runs, scope included; `given` is what the tenant wrote.
    Column("filter", JSON, nullable=False),
    Column("given", JSON, nullable=False, server_default="{}"),
    # filter.regions stand for the scope: they change with it.
    Column("within_scope", Boolean, nullable=False, server_default=false()),
    Column("rule", JSON, nullable=False, server_default='{"rule": "each_story"}'),
    # Seconds.
    Column("cooldown", Integer, nullable=False, server_default="0"),
    Column("quiet_hours", JSON),
    Column("digest", JSON),
    Column("deliveries", JSON, nullable=False),
    Column("muted_until", UtcDateTime),
    # IANA zone of its hours and days, and in which its alerts tell the time.
    Column("zone", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime),
    Column("secret_version", Integer, nullable=False, server_default="1"),
    Column("previous_secret_until", UtcDateTime),
    # Since when rule and filter are as they are; NULL: from the start.
    Column("judged_since", UtcDateTime),
    # Why it cannot run, NULL while it can.
    Column("broken", Text),
    Column("last_fired_at", UtcDateTime),
    Column("last_sent_at", UtcDateTime),
    # Rules that are judged by time: last run, next run (NULL for rules that articles trigger), and until when
    # the process that runs it may take.
    Column("ran_at", UtcDateTime),
    Column("next_run_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    Index("watches_next_run_at", "next_run_at"),
)

# What each tenant sees since it was last changed; a tenant that never was has no row.
tenant_scopes = Table(
    "tenant_scopes",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("scope", JSON, nullable=False),
    Column("zone", String(64), nullable=False),
)

WAITING = text("sent_at IS NULL AND due_at IS NOT NULL")

alerts = Table(
    "alerts",
    metadata,
    Column("alert_id", String(32), primary_key=True),
    Column("watch_id", String(32), ForeignKey("watches.watch_id", ondelete="CASCADE"), nullable=False),
    Column("tenant_id", String(64), nullable=False),
    # What fired: the id of a story, or a window such as hour/2026-07-14T10:00Z.
    Column("subject", String(32), nullable=False),
    Column("rule", String(16), nullable=False, server_default="each_story"),
    Column("title", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("figures", JSON),
    Column("article_ids", JSON, nullable=False),
    Column("articles_total", Integer, nullable=False, server_default="0"),
    # The scope under which it fired; hidden while the tenant's present scope does not cover it.
    Column("scope", JSON, nullable=False, server_default="[]"),
    Column("visible", Boolean, nullable=False, server_default=true()),
    Column("raised_at", UtcDateTime, nullable=False),
    # When it may be sent; NULL when its watch was muted.
    Column("due_at", UtcDateTime),
    Column("held_for", String(16)),
    # The message that takes it along, and since when.
    Column("message_id", String(32)),
    Column("message_at", UtcDateTime),
    # NULL until the broker confirmed the message.
    Column("sent_at", UtcDateTime),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledged_by", String(200)),
    Column("note", Text),
    UniqueConstraint("watch_id", "subject"),
    Index("alerts_tenant_raised_at", "tenant_id", "raised_at", "alert_id"),
    Index("alerts_message_id", "message_id"),
    Index("alerts_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
)
