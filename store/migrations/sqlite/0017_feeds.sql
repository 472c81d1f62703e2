-- +goose Up

-- Calendar feeds: private addresses under which a calendar program reads an audience's dates. Only the hash of the
-- token is kept; one feed for each conversation and audience.
CREATE TABLE feeds (
    token    TEXT    NOT NULL PRIMARY KEY CHECK (length(token) = 64), -- SHA-256, hex
    channel  TEXT    NOT NULL,
    chat     TEXT    NOT NULL,
    person   TEXT    NOT NULL,
    pack     TEXT    NOT NULL CHECK (pack <> ''),
    audience TEXT    NOT NULL CHECK (audience <> ''),
    until    INTEGER NOT NULL, -- the notice is out of force: the row goes
    UNIQUE (channel, chat, person, pack, audience)
);
CREATE INDEX feeds_person ON feeds (person);

-- +goose Down
DROP TABLE feeds;
