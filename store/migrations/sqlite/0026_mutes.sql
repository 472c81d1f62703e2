-- +goose Up

-- What a person does not want to hear without asking.
CREATE TABLE mutes (
    person TEXT NOT NULL CHECK (person <> ''),
    topic  TEXT NOT NULL CHECK (topic IN ('announcements', 'deadlines', 'progress')),
    PRIMARY KEY (person, topic)
);

-- +goose Down
DROP TABLE mutes;
