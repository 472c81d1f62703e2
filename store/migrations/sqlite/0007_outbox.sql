-- +goose Up

-- What is sent without being asked: one text to many, or the reminders of one tick.
CREATE TABLE campaigns (
    id    TEXT    PRIMARY KEY CHECK (id <> ''),
    kind  TEXT    NOT NULL CHECK (kind IN ('reminder', 'announcement')),
    state TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'cancelled')),
    body  TEXT    NOT NULL, -- an announcement's, the same for all
    at    INTEGER NOT NULL, -- civil time
    CHECK ((kind = 'announcement') = (body <> ''))
);

-- A row per recipient; the row is the queue. A reminder's body stays as long as it may still be sent.
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign    TEXT    NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    channel     TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    person      TEXT    NOT NULL,
    body        TEXT    NOT NULL DEFAULT '',
    state       TEXT    NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'unreachable', 'failed', 'unknown', 'cancelled')),
    reason      TEXT    NOT NULL DEFAULT '' CHECK (reason IN ('', 'refused', 'given up', 'crashed', 'no channel')),
    release     INTEGER NOT NULL, -- civil time before which it stays
    not_before  INTEGER NOT NULL DEFAULT 0, -- machine time of the next try
    lease       INTEGER NOT NULL DEFAULT 0, -- machine time up to which the sender may hold it
    tries       INTEGER NOT NULL DEFAULT 0,
    crashes     INTEGER NOT NULL DEFAULT 0, -- tries of which nothing was heard again
    waited      INTEGER NOT NULL DEFAULT 0, -- milliseconds between tries so far
    repeated    INTEGER NOT NULL DEFAULT 0 CHECK (repeated IN (0, 1)), -- it may have arrived before
    ref         TEXT    NOT NULL DEFAULT '', -- the channel's id of the message sent
    recalled_at INTEGER,
    CHECK ((state = 'sending') = (lease > 0)),
    CHECK ((state = 'failed') = (reason <> '')),
    CHECK (state IN ('queued', 'sending', 'failed', 'unknown') OR body = ''),
    CHECK (recalled_at IS NULL OR state = 'sent')
);
CREATE INDEX outbox_waiting ON outbox (release, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (channel, chat) WHERE state = 'sending';
CREATE INDEX outbox_campaign ON outbox (campaign, state);
CREATE INDEX outbox_person ON outbox (person);

-- Each reminder that was planned, once: in which message it went or, without one, that it was dropped as too late.
CREATE TABLE reminders (
    key       TEXT    PRIMARY KEY CHECK (key <> ''),
    person    TEXT    NOT NULL,
    at        INTEGER NOT NULL, -- civil time for which it was planned
    recipient INTEGER REFERENCES outbox (id) ON DELETE CASCADE
);
CREATE INDEX reminders_person ON reminders (person);
CREATE INDEX reminders_recipient ON reminders (recipient);
CREATE INDEX reminders_at ON reminders (at);

-- +goose Down
DROP TABLE reminders;
DROP TABLE outbox;
DROP TABLE campaigns;
