-- +goose Up

-- Days that were stated after the notice: by a supplement or written approval, or by a bureau or unit for its own people.
CREATE TABLE papers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    pack         TEXT    NOT NULL CHECK (pack <> ''),
    milestone    TEXT    NOT NULL CHECK (milestone <> ''),
    day          INTEGER NOT NULL, -- midnight
    source       TEXT    NOT NULL CHECK (source IN ('supplement', 'own')),
    district     TEXT    NOT NULL,
    unit         INTEGER NOT NULL,
    series       TEXT    NOT NULL,
    document     TEXT    NOT NULL CHECK (document <> ''), -- its number
    quote        TEXT    NOT NULL CHECK (quote <> ''),
    extension    INTEGER NOT NULL CHECK (extension IN (0, 1)),
    entered_by   TEXT    NOT NULL,
    at           INTEGER NOT NULL, -- civil time
    message      TEXT    NOT NULL UNIQUE,
    confirmed_by TEXT    NOT NULL DEFAULT '',
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'holds', 'refused', 'withdrawn')),
    settled_by   TEXT    NOT NULL DEFAULT '', -- the message
    CHECK (source = 'own' OR state IN ('waiting', 'refused') OR confirmed_by NOT IN ('', entered_by))
);
CREATE INDEX papers_pack ON papers (pack, state);

-- Review committees: what they review, who looks after them, and how long their filing is valid.
CREATE TABLE committees (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    code        TEXT    NOT NULL, -- as the rules name it; empty if they do not
    series      TEXT    NOT NULL, -- a JSON list
    levels      TEXT    NOT NULL, -- a JSON list
    filed_until INTEGER NOT NULL, -- the last valid day
    message     TEXT    NOT NULL
);

-- What happened, from which a derived date is counted.
CREATE TABLE events (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    pack      TEXT    NOT NULL,
    event     TEXT    NOT NULL CHECK (event <> ''), -- as milestones.yaml names it
    committee INTEGER NOT NULL REFERENCES committees (id) ON DELETE CASCADE,
    day       INTEGER NOT NULL, -- midnight
    entered_by TEXT   NOT NULL,
    message   TEXT    NOT NULL,
    UNIQUE (pack, event, committee)
);

-- +goose Down
DROP TABLE events;
DROP TABLE committees;
DROP TABLE papers;
