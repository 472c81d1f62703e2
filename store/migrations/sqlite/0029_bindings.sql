-- +goose Up

-- The code with which an applicant binds an application: its keyed hash, in place of the one before.
CREATE TABLE binding_codes (
    application INTEGER PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    code        TEXT    NOT NULL CHECK (length(code) = 64),
    at          INTEGER NOT NULL, -- civil time
    message     TEXT    NOT NULL
);

-- Units whose people may also bind with number, name and the last four of the card; and how often somebody was wrong
-- about an application, which holds up (machine time) nobody who has a code.
CREATE TABLE units_by_card (
    unit    INTEGER PRIMARY KEY REFERENCES units (id) ON DELETE CASCADE,
    message TEXT    NOT NULL
);
CREATE TABLE card_guesses (
    application INTEGER PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    wrong       INTEGER NOT NULL CHECK (wrong > 0),
    until       INTEGER NOT NULL,
    message     TEXT    NOT NULL
);

-- In which conversations an applicant hears of an application.
CREATE TABLE bindings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    application INTEGER NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    channel     TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    person      TEXT    NOT NULL CHECK (person <> ''),
    at          INTEGER NOT NULL, -- civil time
    message     TEXT    NOT NULL,
    told        INTEGER NOT NULL, -- the version that was known before the message that waits
    pending     INTEGER NOT NULL DEFAULT 0, -- that message's row of the outbox, as long as it may be rewritten; 0: none
    ended_at    INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX bindings_once ON bindings (application, channel, chat, person) WHERE ended_at = 0;
CREATE INDEX bindings_person ON bindings (person);

-- What became of each version for each binding: the row of the outbox that tells it, or why none does. Rows are only
-- added: no version is told twice.
CREATE TABLE application_news (
    binding   INTEGER NOT NULL REFERENCES bindings (id) ON DELETE CASCADE,
    version   INTEGER NOT NULL CHECK (version > 1),
    recipient INTEGER NOT NULL, -- 0: nobody was told
    why       TEXT    NOT NULL CHECK (why IN ('', 'muted', 'unreachable', 'nothing')),
    at        INTEGER NOT NULL, -- civil time
    PRIMARY KEY (binding, version),
    CHECK ((recipient = 0) = (why <> ''))
);

-- +goose Down
DROP TABLE application_news;
DROP TABLE bindings;
DROP TABLE card_guesses;
DROP TABLE units_by_card;
DROP TABLE binding_codes;
