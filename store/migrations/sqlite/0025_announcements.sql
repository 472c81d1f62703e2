-- +goose Up

-- Announcements are drafts first, and can be recalled. The three tables are made anew, each before what it refers to
-- goes, because a state that is allowed stands in a CHECK.
CREATE TABLE new_campaigns (
    id     TEXT    PRIMARY KEY CHECK (id <> ''),
    kind   TEXT    NOT NULL CHECK (kind IN ('reminder', 'announcement')),
    state  TEXT    NOT NULL CHECK (state IN ('draft', 'waiting', 'running', 'paused', 'cancelled', 'recalled')),
    body   TEXT    NOT NULL, -- an announcement's, the same for all
    at     INTEGER NOT NULL, -- civil time
    by_day INTEGER NOT NULL DEFAULT 0 CHECK (by_day IN (0, 1)), -- nothing goes out at night
    CHECK ((kind = 'announcement') = (body <> '')),
    CHECK (kind = 'announcement' OR state IN ('running', 'paused', 'cancelled'))
);
INSERT INTO new_campaigns (id, kind, state, body, at) SELECT id, kind, state, body, at FROM campaigns;

-- A row per recipient; the row is the queue. Its own body, of a reminder or of an announcement with templates, stays as
-- long as it may still be sent. The lease is that of the send or, once it was sent, of its recall.
CREATE TABLE new_outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign    TEXT    NOT NULL REFERENCES new_campaigns (id) ON DELETE CASCADE,
    channel     TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    person      TEXT    NOT NULL,
    role        TEXT    NOT NULL DEFAULT '' CHECK (role IN ('', 'applicant', 'liaison', 'staff', 'admin')), -- of an announcement's
    unit        INTEGER NOT NULL DEFAULT 0, -- as whose liaison
    district    TEXT    NOT NULL DEFAULT '',
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
    recall      TEXT    NOT NULL DEFAULT '' CHECK (recall IN ('', 'queued', 'sending', 'deleted', 'edited', 'cannot')),
    recalled_at INTEGER, -- civil time
    CHECK ((state = 'sending' OR recall = 'sending') = (lease > 0)),
    CHECK ((state = 'failed') = (reason <> '')),
    CHECK (state IN ('queued', 'sending', 'failed', 'unknown') OR body = ''),
    CHECK (recall = '' OR state = 'sent' OR recall = 'cannot' AND state = 'unknown'),
    CHECK (recall IN ('', 'cannot') OR ref <> ''),
    CHECK ((recalled_at IS NOT NULL) = (recall IN ('deleted', 'edited')))
);
INSERT INTO new_outbox (id, campaign, channel, chat, person, body, state, reason, release, not_before, lease, tries,
        crashes, waited, repeated, ref)
    SELECT id, campaign, channel, chat, person, body, state, reason, release, not_before, lease, tries,
        crashes, waited, repeated, ref FROM outbox;
-- A channel knows repeats by the row's id: none is given twice.
DELETE FROM sqlite_sequence WHERE name = 'new_outbox';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_outbox', seq FROM sqlite_sequence WHERE name = 'outbox';

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
DROP TABLE campaigns;
ALTER TABLE new_campaigns RENAME TO campaigns;
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

-- What staff announce, beside its campaign.
CREATE TABLE announcements (
    campaign    TEXT    PRIMARY KEY REFERENCES campaigns (id) ON DELETE CASCADE,
    author      TEXT    NOT NULL CHECK (author <> ''), -- a pseudonym, or "cli"
    channel     TEXT    NOT NULL, -- of the preview, as the next
    chat        TEXT    NOT NULL,
    scope       TEXT    NOT NULL, -- the grants by which it was written, JSON
    said        TEXT    NOT NULL, -- text, filter, time, urgency, JSON
    preview     TEXT    NOT NULL DEFAULT '', -- counts and samples, JSON
    hash        TEXT    NOT NULL DEFAULT '' CHECK (length(hash) IN (0, 64)), -- none as long as it is being frozen
    token       TEXT    NOT NULL, -- its hash
    expires     INTEGER NOT NULL, -- machine time, for the confirmation, then for the second
    used_by     TEXT    NOT NULL DEFAULT '', -- the message that confirmed
    seconded_by TEXT    NOT NULL DEFAULT '', -- a pseudonym
    moved_by    TEXT    NOT NULL DEFAULT '', -- the message that moved it last, and how many rows
    moved       INTEGER NOT NULL DEFAULT 0,
    shown       TEXT    NOT NULL DEFAULT '', -- the channel's id of the message that shows the progress
    watched     INTEGER NOT NULL DEFAULT 0 CHECK (watched >= 0), -- rises with every move; 0: the last word is shown
    CHECK (used_by = '' OR hash <> ''),
    CHECK (seconded_by = '' OR seconded_by <> author AND used_by <> '')
);
CREATE INDEX announcements_watched ON announcements (campaign) WHERE watched > 0;
CREATE INDEX announcements_author ON announcements (author);
