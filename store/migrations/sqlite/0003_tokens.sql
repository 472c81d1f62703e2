-- +goose Up
-- What the model cost. A person's share of a day is kept as long as the day lasts; the rest is one row a day.
CREATE TABLE model_tokens (
    day    TEXT    NOT NULL CHECK (length(day) = 10), -- civil, YYYY-MM-DD
    person TEXT    NOT NULL, -- a pseudonym; '' when the day is over or the person forgotten
    tokens INTEGER NOT NULL CHECK (tokens >= 0),
    PRIMARY KEY (day, person)
);
CREATE INDEX model_tokens_person ON model_tokens (person);

-- +goose Down
DROP TABLE model_tokens;
