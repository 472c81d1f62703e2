-- +goose Up
-- A browser session holds one chat for each person that the sandbox offers. The session is a keyed hash of its cookie.
CREATE TABLE web_chats (
    chat    TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    person  TEXT NOT NULL,
    seq     INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0) -- of the newest event
);
CREATE INDEX web_chats_session ON web_chats (session);
CREATE INDEX web_chats_person ON web_chats (person);

-- What was shown, in order. A later version of a message is a new row with the same ref; the older body is emptied.
CREATE TABLE web_events (
    chat TEXT    NOT NULL REFERENCES web_chats (chat) ON DELETE CASCADE,
    seq  INTEGER NOT NULL,
    ref  INTEGER NOT NULL, -- the seq at which the message first appeared
    key  TEXT    NOT NULL, -- the same key is stored once
    who  TEXT    NOT NULL CHECK (who IN ('person', 'assistant', 'cleared')),
    body TEXT    NOT NULL, -- a reply as JSON; empty when replaced or forgotten
    at   INTEGER NOT NULL, -- civil time
    PRIMARY KEY (chat, seq),
    UNIQUE (chat, key)
);
CREATE INDEX web_events_ref ON web_events (chat, ref);
CREATE INDEX web_events_at ON web_events (at);

-- Where the sandbox's civil time stands; no row means at its start.
CREATE TABLE sandbox_clock (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    now INTEGER NOT NULL
);

-- +goose Down
DROP TABLE sandbox_clock;
DROP TABLE web_events;
DROP TABLE web_chats;
