-- +goose Up

CREATE TABLE units (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    level    TEXT    NOT NULL CHECK (level IN ('city', 'county', 'township', 'resident')),
    district TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('institution', 'organ', 'state', 'private', 'organization')),
    series   TEXT    NOT NULL, -- a JSON list
    titles   TEXT    NOT NULL, -- a JSON list
    parent   INTEGER NOT NULL DEFAULT 0,
    closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    message  TEXT    NOT NULL  -- that changed it last
);
CREATE INDEX units_parent ON units (parent);
CREATE INDEX units_district ON units (district);

-- Conversations in which a unit is reminded.
CREATE TABLE unit_chats (
    unit    INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    channel TEXT    NOT NULL,
    chat    TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    since   INTEGER NOT NULL, -- civil time
    PRIMARY KEY (unit, channel, chat, person)
);
CREATE INDEX unit_chats_person ON unit_chats (person);

-- Publicity windows. Days are midnights in Asia/Shanghai.
CREATE TABLE windows (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit      INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    pack      TEXT    NOT NULL,
    milestone TEXT    NOT NULL,
    posting   TEXT    NOT NULL CHECK (posting IN ('unit', 'department', 'city', 'result')),
    posted    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    onward    INTEGER NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('open', 'objected', 'ended', 'stopped')),
    objection TEXT    NOT NULL DEFAULT '' CHECK (objection IN ('', 'assessment', 'genuineness')),
    opened_by TEXT    NOT NULL UNIQUE, -- the message
    moved_by  TEXT    NOT NULL,        -- the message
    CHECK (ends > posted),
    CHECK (state <> 'objected' OR objection <> '')
);
CREATE INDEX windows_unit ON windows (unit, pack);

-- What a unit has reported as done, and until when it wants to hear nothing of it.
CREATE TABLE reports (
    unit      INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    pack      TEXT    NOT NULL,
    milestone TEXT    NOT NULL,
    done_at   INTEGER, -- civil time; NULL: not done
    ticked    TEXT    NOT NULL DEFAULT '[]', -- a JSON list of items of the checklist
    snoozed   INTEGER NOT NULL DEFAULT 0,    -- civil time until which no reminder comes; then one does
    message   TEXT    NOT NULL,
    PRIMARY KEY (unit, pack, milestone)
);

-- A reminder tells which unit it is about, of which milestone and which day of that.
ALTER TABLE reminders ADD COLUMN unit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reminders ADD COLUMN milestone TEXT NOT NULL DEFAULT '';
ALTER TABLE reminders ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE reminders ADD COLUMN subscriber TEXT NOT NULL DEFAULT '';
CREATE INDEX reminders_unit ON reminders (unit, milestone);
CREATE INDEX reminders_subscriber ON reminders (subscriber);

-- +goose Down
DROP INDEX reminders_subscriber;
DROP INDEX reminders_unit;
ALTER TABLE reminders DROP COLUMN subscriber;
ALTER TABLE reminders DROP COLUMN version;
ALTER TABLE reminders DROP COLUMN milestone;
ALTER TABLE reminders DROP COLUMN unit;
DROP TABLE reports;
DROP TABLE windows;
DROP TABLE unit_chats;
DROP TABLE units;
