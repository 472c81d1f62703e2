-- +goose Up

-- What a person agreed to keep of their 资格自查. Without that agreement there is no row.
CREATE TABLE checks (
    person  TEXT    PRIMARY KEY CHECK (person <> ''),
    facts   TEXT    NOT NULL CHECK (facts <> ''), -- the answers in their order, as JSON
    as_of   INTEGER NOT NULL,                     -- the civil day of the last verdict
    at      INTEGER NOT NULL,                     -- of the last change
    consent INTEGER NOT NULL                      -- when the person agreed
);
CREATE INDEX checks_at ON checks (at);

-- +goose Down
DROP TABLE checks;
