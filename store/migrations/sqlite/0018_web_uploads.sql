-- +goose Up
-- Files that somebody sent in the web chat, until they have been read.
CREATE TABLE web_uploads (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT    NOT NULL REFERENCES web_chats (chat) ON DELETE CASCADE,
    id   TEXT    NOT NULL, -- of the message that brought it
    name TEXT    NOT NULL,
    type TEXT    NOT NULL,
    data BLOB    NOT NULL CHECK (length(data) BETWEEN 1 AND 10485760), -- web.MaxUpload
    at   INTEGER NOT NULL, -- civil time
    UNIQUE (chat, id)
);
CREATE INDEX web_uploads_at ON web_uploads (at);

-- +goose Down
DROP TABLE web_uploads;
