-- +goose Up

-- What a message did to an announcement: handled again, it does nothing and says the same.
CREATE TABLE announcement_moves (
    campaign TEXT    NOT NULL REFERENCES announcements (campaign) ON DELETE CASCADE,
    message  TEXT    NOT NULL CHECK (message <> ''),
    moved    INTEGER NOT NULL, -- how many rows
    PRIMARY KEY (campaign, message)
);
INSERT INTO announcement_moves (campaign, message, moved) SELECT campaign, moved_by, moved FROM announcements WHERE moved_by <> '';
ALTER TABLE announcements DROP COLUMN moved_by;
ALTER TABLE announcements DROP COLUMN moved;

-- Whether its hour came, and what became of it then.
ALTER TABLE announcements ADD COLUMN begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)); -- something of it was claimed
ALTER TABLE announcements ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0 CHECK (lapsed IN (0, 1)); -- whoever confirmed it might not any more
ALTER TABLE announcements ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0; -- civil time: then a date in its text is over; 0 for never
UPDATE announcements SET begun = 1 WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.campaign = announcements.campaign AND o.tries > 0);

-- The same table once more, with its values compared one by one: SQLite builds a list of IN anew for each row that it
-- checks, which was a third of what it took to freeze 100,000 recipients.
CREATE TABLE new_outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign    TEXT    NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    channel     TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    person      TEXT    NOT NULL,
    role        TEXT    NOT NULL DEFAULT '' CHECK (role = '' OR role = 'applicant' OR role = 'liaison' OR role = 'staff'
        OR role = 'admin'), -- of an announcement's
    unit        INTEGER NOT NULL DEFAULT 0, -- as whose liaison
    district    TEXT    NOT NULL DEFAULT '',
    body        TEXT    NOT NULL DEFAULT '',
    state       TEXT    NOT NULL CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'unreachable'
        OR state = 'failed' OR state = 'unknown' OR state = 'cancelled'),
    reason      TEXT    NOT NULL DEFAULT '' CHECK (reason = '' OR reason = 'refused' OR reason = 'given up'
        OR reason = 'crashed' OR reason = 'no channel'),
    release     INTEGER NOT NULL, -- civil time before which it stays
    not_before  INTEGER NOT NULL DEFAULT 0, -- machine time of the next try
    lease       INTEGER NOT NULL DEFAULT 0, -- machine time up to which the sender may hold it
    tries       INTEGER NOT NULL DEFAULT 0,
    crashes     INTEGER NOT NULL DEFAULT 0, -- tries of which nothing was heard again
    waited      INTEGER NOT NULL DEFAULT 0, -- milliseconds between tries so far
    repeated    INTEGER NOT NULL DEFAULT 0 CHECK (repeated IN (0, 1)), -- it may have arrived before
    ref         TEXT    NOT NULL DEFAULT '', -- the channel's id of the message sent
    recall      TEXT    NOT NULL DEFAULT '' CHECK (recall = '' OR recall = 'queued' OR recall = 'sending' OR recall = 'deleted'
        OR recall = 'edited' OR recall = 'cannot'),
    recalled_at INTEGER, -- civil time
    CHECK ((state = 'sending' OR recall = 'sending') = (lease > 0)),
    CHECK ((state = 'failed') = (reason <> '')),
    CHECK (body = '' OR state = 'queued' OR state = 'sending' OR state = 'failed' OR state = 'unknown'),
    CHECK (recall = '' OR state = 'sent' OR recall = 'cannot' AND state = 'unknown'),
    CHECK (recall = '' OR recall = 'cannot' OR ref <> ''),
    CHECK ((recalled_at IS NOT NULL) = (recall = 'deleted' OR recall = 'edited'))
);
INSERT INTO new_outbox (id, campaign, channel, chat, person, role, unit, district, body, state, reason, release, not_before, lease,
        tries, crashes, waited, repeated, ref, recall, recalled_at)
    SELECT id, campaign, channel, chat, person, role, unit, district, body, state, reason, release, not_before, lease,
        tries, crashes, waited, repeated, ref, recall, recalled_at FROM outbox;
-- A channel knows repeats by the row's id: none is given twice.
DELETE FROM sqlite_sequence WHERE name = 'new_outbox';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_outbox', seq FROM sqlite_sequence WHERE name = 'outbox';

-- What refers to it goes before it does.
CREATE TABLE new_reminders (
    key        TEXT    PRIMARY KEY CHECK (key <> ''),
    person     TEXT    NOT NULL,
    at         INTEGER NOT NULL, -- civil time for which it was planned
    recipient  INTEGER REFERENCES new_outbox (id) ON DELETE CASCADE,
    unit       INTEGER NOT NULL DEFAULT 0,
    milestone  TEXT    NOT NULL DEFAULT '',
    version    TEXT    NOT NULL DEFAULT '',
    subscriber TEXT    NOT NULL DEFAULT ''
);
INSERT INTO new_reminders (key, person, at, recipient, unit, milestone, version, subscriber)
    SELECT key, person, at, recipient, unit, milestone, version, subscriber FROM reminders;
DROP TABLE reminders;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
ALTER TABLE new_reminders RENAME TO reminders;

CREATE INDEX reminders_person ON reminders (person);
CREATE INDEX reminders_recipient ON reminders (recipient);
CREATE INDEX reminders_at ON reminders (at);
CREATE INDEX reminders_unit ON reminders (unit, milestone);
CREATE INDEX reminders_subscriber ON reminders (subscriber);
CREATE INDEX outbox_waiting ON outbox (release, campaign, id) WHERE state = 'queued';
CREATE INDEX outbox_leased ON outbox (channel, chat) WHERE lease > 0;
CREATE INDEX outbox_recall ON outbox (id) WHERE recall = 'queued';
CREATE INDEX outbox_campaign ON outbox (campaign, state, recall);
CREATE INDEX outbox_person ON outbox (person);
CREATE UNIQUE INDEX outbox_once ON outbox (campaign, person, channel, chat) WHERE role <> '';

-- +goose Down
ALTER TABLE announcements DROP COLUMN good_until;
ALTER TABLE announcements DROP COLUMN lapsed;
ALTER TABLE announcements DROP COLUMN begun;
ALTER TABLE announcements ADD COLUMN moved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE announcements ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
DROP TABLE announcement_moves;
