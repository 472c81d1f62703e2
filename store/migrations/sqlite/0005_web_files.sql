-- +goose Up
-- The file of an event; its name and type are in the event's body. It goes with the body.
CREATE TABLE web_files (
    chat TEXT    NOT NULL,
    seq  INTEGER NOT NULL,
    data BLOB    NOT NULL CHECK (length(data) BETWEEN 1 AND 1048576), -- chat.MaxFile
    PRIMARY KEY (chat, seq),
    FOREIGN KEY (chat, seq) REFERENCES web_events (chat, seq) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE web_files;
