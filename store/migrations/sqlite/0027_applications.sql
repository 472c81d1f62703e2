-- +goose Up

-- How far people's applications are. Stages and paths are data of the pack, so that the schema cannot list them. Of ID
-- cards there are keyed hashes only.
CREATE TABLE applications (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    pack        TEXT    NOT NULL CHECK (pack <> ''),
    number      TEXT    NOT NULL CHECK (number <> ''),
    name        TEXT    NOT NULL CHECK (name <> ''),
    person_hash TEXT    NOT NULL,
    tail_hash   TEXT    NOT NULL,
    unit        INTEGER NOT NULL REFERENCES units (id),
    district    TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    specialty   TEXT    NOT NULL,
    level       TEXT    NOT NULL CHECK (level IN ('technician', 'assistant', 'junior', 'mid', 'assoc_senior', 'full_senior', 'senior')),
    way         TEXT    NOT NULL CHECK (way IN ('', 'ordinary', 'recognition', 'targeted', 'green', 'entrusted')),
    committee   TEXT    NOT NULL,
    path        TEXT    NOT NULL CHECK (path <> ''),
    stage       TEXT    NOT NULL CHECK (stage <> ''),
    version     INTEGER NOT NULL CHECK (version > 0),
    since       INTEGER NOT NULL, -- midnight
    due         INTEGER NOT NULL DEFAULT 0, -- midnight; 0: no day was set
    note        TEXT    NOT NULL,
    message     TEXT    NOT NULL, -- that changed it last
    UNIQUE (pack, number)
);
CREATE INDEX applications_unit ON applications (unit, pack);
CREATE INDEX applications_district ON applications (district, pack);
CREATE INDEX applications_person ON applications (person_hash, pack);

-- Every version that there was. Rows are only added; a correction is another version.
CREATE TABLE application_events (
    application INTEGER NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    version     INTEGER NOT NULL CHECK (version > 0),
    stage       TEXT    NOT NULL CHECK (stage <> ''),
    kind        TEXT    NOT NULL CHECK (kind IN ('forward', 'back', 'exit', 'returned', 'resumed', 'skipped', 'added', 'edited')),
    at          INTEGER NOT NULL, -- the day of which it tells
    entered     INTEGER NOT NULL, -- civil time
    entered_by  TEXT    NOT NULL,
    due         INTEGER NOT NULL DEFAULT 0,
    note        TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    PRIMARY KEY (application, version),
    CHECK ((version = 1) = (kind = 'added'))
);
CREATE INDEX application_events_message ON application_events (message);

-- +goose Down
DROP TABLE application_events;
DROP TABLE applications;
