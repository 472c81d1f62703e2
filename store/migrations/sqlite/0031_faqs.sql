-- +goose Up

-- Maintained answers. Those that were withdrawn stay, to tell that they were.
CREATE TABLE faqs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    forms   TEXT    NOT NULL, -- a JSON list
    answer  TEXT    NOT NULL CHECK (answer <> ''),
    clause  TEXT    NOT NULL,
    office  TEXT    NOT NULL CHECK (office <> ''),
    since   INTEGER NOT NULL, -- midnight, as the next
    until   INTEGER NOT NULL CHECK (until >= since),
    state   TEXT    NOT NULL CHECK (state IN ('live', 'withdrawn')),
    version INTEGER NOT NULL CHECK (version > 0), -- rises with every change to any row
    message TEXT    NOT NULL  -- that made it, or "cli"
);
CREATE INDEX faqs_message ON faqs (message);
CREATE INDEX faqs_version ON faqs (version);

-- Which of them a question was shown; 0 for none.
ALTER TABLE questions ADD COLUMN faq INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE questions DROP COLUMN faq;
DROP TABLE faqs;
