-- The texts that scripts have had, each from the moment it was kept.

CREATE TABLE script (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Absolute.  Bytes, because a path is bytes.
    path   BLOB NOT NULL,
    text   BLOB NOT NULL,
    author TEXT NOT NULL,
    -- RFC 3339, UTC.
    at     TEXT NOT NULL
) STRICT;

CREATE INDEX script_path ON script (path, number);
