"""Tables of what a team keeps on stories: state and office, their changes, notes, clarifications."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from services.gateway.tables import metadata
from shared.runtime.database import UtcDateTime


def _tenant() -> Column[str]:
    return Column("tenant_id", String(32), ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False)


def _work() -> Column[str]:
    return Column("work_id", String(32), ForeignKey("story_work.id", ondelete="CASCADE"), nullable=False)


story_work = Table(
    "story_work",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    # The story that held the work when somebody last looked; see story_work_place.py.
    Column("story_id", String(64), nullable=False),
    # As it was at the last change: what lists call the work when the story cannot be asked for.
    Column("headline", Text, nullable=False),
    # baru, ditelaah, perlu_jawaban, dijawab or selesai
    Column("state", String(16), nullable=False),
    # Null: the office that the topics propose. No foreign key: an office that is gone leaves the proposal.
    Column("office_id", String(32)),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("story_work_story_id", "tenant_id", "story_id"),
    Index("story_work_state", "tenant_id", "state", "changed_at"),
)

# The earliest articles of the story when the work was opened, earliest first: the work follows the first of
# them that still exists.
story_work_articles = Table(
    "story_work_articles",
    metadata,
    Column("work_id", String(32), ForeignKey("story_work.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article_id", String(32), nullable=False),
    Index("story_work_articles_article_id", "article_id"),
)

story_work_changes = Table(
    "story_work_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _tenant(),
    _work(),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", String(32), nullable=False),
    # The e-mail address at that time: whoever leaves stays named.
    Column("author", String(254), nullable=False),
    # state (value: the state) or office (value: the office's name, empty for the proposed one)
    Column("kind", String(16), nullable=False),
    Column("value", String(200), nullable=False),
    Index("story_work_changes_work_id", "work_id"),
    Index("story_work_changes_at", "tenant_id", "at"),
)

story_notes = Table(
    "story_notes",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    _work(),
    Column("user_id", String(32), nullable=False),
    Column("author", String(254), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime),
    Index("story_notes_work_id", "work_id"),
    Index("story_notes_created_at", "tenant_id", "created_at"),
)

clarifications = Table(
    "clarifications",
    metadata,
    Column("id", String(32), primary_key=True),
    _tenant(),
    _work(),
    # The sentence or quote that is answered, as it stands in the article.
    Column("claim", Text, nullable=False),
    Column("claim_article_id", String(32), nullable=False),
    Column("text", Text, nullable=False),
    # Where it was published; empty when nowhere on the web.
    Column("link", Text, nullable=False),
    # The official article that carries it; empty when there is none.
    Column("release_article_id", String(32), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("author", String(254), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime),
    Index("clarifications_work_id", "work_id"),
    Index("clarifications_issued_at", "tenant_id", "issued_at"),
)
