-- +goose Up

-- Rosters on their way into the applications: written down whole, confirmed in one step, then applied in parts. What is
-- applied is deleted in the same transaction, the roster with its last row.
CREATE TABLE rosters (
    message TEXT PRIMARY KEY CHECK (message <> ''), -- that confirms it
    pack    TEXT NOT NULL CHECK (pack <> ''),
    person  TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('staged', 'confirmed'))
);
CREATE TABLE roster_rows (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- rises in the order in which they are applied
    roster      TEXT    NOT NULL REFERENCES rosters (message) ON DELETE CASCADE,
    application INTEGER REFERENCES applications (id) ON DELETE CASCADE, -- none: a new one
    version     INTEGER NOT NULL, -- from which it goes on
    number      TEXT    CHECK (number <> ''), -- none: it is given one
    kind        TEXT    NOT NULL CHECK (kind <> ''),
    becomes     TEXT    NOT NULL CHECK (becomes <> ''), -- the application, JSON
    UNIQUE (application, roster),
    UNIQUE (number, roster),
    CHECK ((application IS NULL) = (version = 0))
);
CREATE INDEX roster_rows_roster ON roster_rows (roster);

-- +goose Down
DROP TABLE roster_rows;
DROP TABLE rosters;
