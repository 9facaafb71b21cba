-- The texts that keepalived.conf has had, and what became of each.

CREATE TABLE revision (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256  TEXT NOT NULL,
    author  TEXT NOT NULL,
    message TEXT,
    -- RFC 3339, UTC.
    at      TEXT NOT NULL,
    -- What was live when this one was made.
    parent  INTEGER REFERENCES revision (number),
    origin  TEXT NOT NULL CHECK (origin IN ('apply', 'adopted', 'outside', 'rollback', 'import')),
    result  TEXT NOT NULL CHECK (result IN ('candidate', 'applied', 'verified', 'rejected', 'rolled-back')),
    -- Why it was rejected or taken back.
    reason  TEXT
) STRICT;

-- A revision is a set: the main file at position 0 and what it includes.
CREATE TABLE file (
    revision INTEGER NOT NULL REFERENCES revision (number),
    position INTEGER NOT NULL,
    -- Below the main file's directory.  Bytes, because a path is bytes.
    path     BLOB NOT NULL,
    text     BLOB NOT NULL,
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;
