-- +goose Up

-- Who did what to whom. Rows are only ever added; each carries the hash of the one before it.
CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY CHECK (seq > 0),
    at     INTEGER NOT NULL, -- civil time
    actor  TEXT    NOT NULL CHECK (actor <> ''), -- a pseudonym, "cli" or "program"
    action TEXT    NOT NULL CHECK (action <> ''),
    object TEXT    NOT NULL, -- an id or a pseudonym
    detail TEXT    NOT NULL, -- ids, numbers and hashes; nobody's text
    prev   TEXT    NOT NULL,
    hash   TEXT    NOT NULL UNIQUE CHECK (length(hash) = 64)
);

-- +goose Down
DROP TABLE audit;
