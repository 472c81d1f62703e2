-- +goose Up

-- Conversations in which somebody wants to be reminded of the dates of an audience of a pack.
CREATE TABLE subscriptions (
    channel  TEXT    NOT NULL,
    chat     TEXT    NOT NULL,
    person   TEXT    NOT NULL,
    pack     TEXT    NOT NULL CHECK (pack <> ''),
    audience TEXT    NOT NULL CHECK (audience <> ''),
    since    INTEGER NOT NULL, -- civil time
    until    INTEGER NOT NULL, -- the notice is out of force: the row goes
    PRIMARY KEY (channel, chat, person, pack, audience)
);
CREATE INDEX subscriptions_person ON subscriptions (person);
CREATE INDEX subscriptions_pack ON subscriptions (pack);

-- +goose Down
DROP TABLE subscriptions;
