-- +goose Up

-- What arrived. The body goes as soon as the message is handled; the row stays a while to know duplicates.
CREATE TABLE inbox (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    channel TEXT    NOT NULL,
    chat    TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    state   TEXT    NOT NULL CHECK (state IN ('received', 'handled')),
    tries   INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'received') = (body <> ''))
);
CREATE INDEX inbox_waiting ON inbox (channel, chat, person, seq) WHERE state = 'received';
CREATE INDEX inbox_person ON inbox (person);
CREATE INDEX inbox_at ON inbox (at);

-- What is answered. The body goes as soon as the send has ended.
CREATE TABLE replies (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT    NOT NULL UNIQUE,
    message    TEXT    NOT NULL REFERENCES inbox (id) ON DELETE CASCADE,
    channel    TEXT    NOT NULL,
    chat       TEXT    NOT NULL,
    person     TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unreachable', 'failed', 'unknown')),
    tries      INTEGER NOT NULL DEFAULT 0,
    waited     INTEGER NOT NULL DEFAULT 0, -- milliseconds between tries so far
    not_before INTEGER NOT NULL DEFAULT 0, -- machine time of the next try
    ref        TEXT    NOT NULL DEFAULT '', -- the channel's id of the message sent
    CHECK ((state IN ('queued', 'sending')) = (body <> ''))
);
CREATE INDEX replies_waiting ON replies (channel, chat, person, seq) WHERE state IN ('queued', 'sending');
CREATE INDEX replies_message ON replies (message);

-- How far each channel has read.
CREATE TABLE cursors (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
);

-- Where a person can be reached.
CREATE TABLE chats (
    channel        TEXT NOT NULL,
    chat           TEXT NOT NULL,
    person         TEXT NOT NULL,
    unreachable_at INTEGER,
    PRIMARY KEY (channel, chat, person)
);
CREATE INDEX chats_person ON chats (person);

-- Who has written: a pseudonym and two days.
CREATE TABLE people (
    person     TEXT    PRIMARY KEY,
    channel    TEXT    NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    payload    TEXT    NOT NULL DEFAULT '', -- what followed /start, at most 64 bytes
    payload_at INTEGER
);

-- The open dialogue of a conversation. The before_ columns hold the state that the message found, until that
-- message is handled, so that handling it again finds the same.
CREATE TABLE dialogues (
    channel      TEXT    NOT NULL,
    chat         TEXT    NOT NULL,
    person       TEXT    NOT NULL,
    message      TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    before_name  TEXT    NOT NULL DEFAULT '',
    before_state TEXT    NOT NULL DEFAULT '',
    before_at    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, chat, person)
);
CREATE INDEX dialogues_message ON dialogues (message);
CREATE INDEX dialogues_person ON dialogues (person);

-- What was asked, how it ended, and what the person thought of it.
CREATE TABLE questions (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT    NOT NULL UNIQUE, -- the message's id
    person   TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    status   TEXT    NOT NULL CHECK (status IN ('answered', 'referred', 'refused')),
    clauses  TEXT    NOT NULL, -- a JSON list of clause numbers, best first
    pack     TEXT    NOT NULL,
    score    REAL    NOT NULL,
    at       INTEGER NOT NULL,
    rating   TEXT    NOT NULL DEFAULT '' CHECK (rating IN ('', 'useful', 'useless')),
    rated_at INTEGER
);
CREATE INDEX questions_person ON questions (person, seq);
CREATE INDEX questions_at ON questions (at);
