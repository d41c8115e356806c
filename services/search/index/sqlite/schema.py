"""Tables of the index file, their format version, and how its words are written.

`article` holds one row for each article, `embedding` its vector; `tag` the articles of each value of its
many-valued fields; `article_text` the words of title and text, once stemmed without stop words and once as
they stand. FTS5's `ascii` tokenizer splits at spaces and ASCII punctuation only: text is tokenised by us, and
punctuation inside a token becomes private characters.
"""

from __future__ import annotations

from collections.abc import Iterable

# Raise when a table changes its meaning; a file of another format is refused, not guessed at.
FORMAT_VERSION = 3

# A blank line ends a statement.
TABLES = """
CREATE TABLE IF NOT EXISTS article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    published INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    aspiration TEXT,
    lang TEXT NOT NULL,
    tone TEXT,
    tone_value INTEGER,
    story_id TEXT,
    copy_of TEXT,
    lot INTEGER NOT NULL,
    -- Many-valued fields once more, values between spaces (" 64 64.08 "), so that an article is judged and
    -- counted where it is read: looking its tags up takes ten times as long.
    visible_to TEXT NOT NULL,
    about TEXT NOT NULL,
    mentions TEXT NOT NULL,
    region TEXT NOT NULL,
    topic TEXT NOT NULL,
    -- What stories need of the article (index/brief.py); before the texts, which then need not be read.
    brief BLOB NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    payload BLOB NOT NULL
);

-- float32, apart from the wide rows: all of them are read at the first question about meaning. A number is
-- never given to another article (AUTOINCREMENT), so that what was read once stays true.
CREATE TABLE IF NOT EXISTS embedding (
    number INTEGER PRIMARY KEY REFERENCES article (number),
    value BLOB NOT NULL
);

CREATE INDEX IF NOT EXISTS article_seen ON article (seen DESC, id);

-- With who sees an article, so that a story's size is counted without reading its articles.
CREATE INDEX IF NOT EXISTS article_story ON article (story_id, published, visible_to);

-- In the order of lists, with everything that filters ask and figures count: the wide rows are read for what
-- is shown, and for nothing else.
CREATE INDEX IF NOT EXISTS article_published ON article (
    published DESC, id, source, kind, aspiration, lang, tone, tone_value, story_id, copy_of, lot,
    visible_to, about, mentions, region, topic
);

CREATE TABLE IF NOT EXISTS tag (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES article (number),
    PRIMARY KEY (field, value, number)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS tag_number ON tag (number);

-- Key terms: 64-bit hashes (little-endian) to count, in the same order the terms themselves, a line each,
-- to name the few that are shown. No dictionary, which would only ever grow.
CREATE TABLE IF NOT EXISTS article_term (
    number INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL,
    terms TEXT NOT NULL
);

-- Words of an article, those of its title twice: by their stem, and as they stand (relevance.py).
CREATE TABLE IF NOT EXISTS length (
    number INTEGER PRIMARY KEY REFERENCES article (number),
    stems INTEGER NOT NULL,
    words INTEGER NOT NULL
);

-- One row: all lengths together, so that nobody adds them up for every question.
CREATE TABLE IF NOT EXISTS total (articles INTEGER NOT NULL, stems INTEGER NOT NULL, words INTEGER NOT NULL);

INSERT INTO total SELECT 0, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM total);

CREATE TRIGGER IF NOT EXISTS length_added AFTER INSERT ON length BEGIN
    UPDATE total SET articles = articles + 1, stems = stems + NEW.stems, words = words + NEW.words;
END;

CREATE TRIGGER IF NOT EXISTS length_removed AFTER DELETE ON length BEGIN
    UPDATE total SET articles = articles - 1, stems = stems - OLD.stems, words = words - OLD.words;
END;

CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5 (
    title, text, title_exact, text_exact, tokenize = 'ascii'
);
"""

_INNER = str.maketrans(
    {".": "\ue010", ",": "\ue011", ":": "\ue012", ";": "\ue013", "'": "\ue014", "_": "\ue015"}
)


def spaced(values: Iterable[str]) -> str:
    """Values as one string in which each stands between spaces; empty without any."""
    joined = " ".join(values)
    return f" {joined} " if joined else ""


def written(words: Iterable[str]) -> str:
    """Words as one string that FTS5 splits into exactly these words."""
    return " ".join(words).translate(_INNER)
