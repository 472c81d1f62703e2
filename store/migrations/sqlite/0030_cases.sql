-- +goose Up

-- Of a question that was refused or referred: the pack's topic, if it is known.
ALTER TABLE questions ADD COLUMN topic TEXT NOT NULL DEFAULT '';

-- What a person is needed for. Somebody who is forgotten leaves the row, closed and without text.
CREATE TABLE cases (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person    TEXT    NOT NULL,
    channel   TEXT    NOT NULL, -- where the asker hears of it, as the next
    chat      TEXT    NOT NULL,
    about     TEXT    NOT NULL, -- id of the question; empty if it was typed for the case
    question  TEXT    NOT NULL,
    found     TEXT    NOT NULL, -- JSON: codes
    facts     TEXT    NOT NULL, -- a JSON list that the asker agreed to hand over
    series    TEXT    NOT NULL, -- for which office, as the next two; empty: not known
    level     TEXT    NOT NULL,
    district  TEXT    NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    taker     TEXT    NOT NULL DEFAULT '',
    at        INTEGER NOT NULL, -- civil time, as all here
    answered  INTEGER NOT NULL DEFAULT 0, -- when the first answer came
    changed   INTEGER NOT NULL,
    waiting   INTEGER NOT NULL, -- since when staff's answer is awaited
    escalated INTEGER NOT NULL DEFAULT 0, -- when this waiting was told to others
    opened_by TEXT    NOT NULL UNIQUE, -- the message
    moved_by  TEXT    NOT NULL,        -- the message
    CHECK ((state IN ('open', 'taken')) = (waiting > 0)),
    CHECK (state <> 'taken' OR taker <> ''),
    CHECK (state <> 'open' OR taker = ''),
    CHECK (escalated = 0 OR waiting > 0),
    CHECK (person <> '' OR state = 'closed' AND question = '' AND chat = '')
);
CREATE INDEX cases_person ON cases (person);
CREATE INDEX cases_waiting ON cases (waiting) WHERE waiting > 0;

-- What was said in a case after the question.
CREATE TABLE case_lines (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    message TEXT    NOT NULL UNIQUE,
    staff   INTEGER NOT NULL CHECK (staff IN (0, 1)),
    text    TEXT    NOT NULL CHECK (text <> ''),
    at      INTEGER NOT NULL
);
CREATE INDEX case_lines_case ON case_lines (case_id, seq);

-- +goose Down
DROP TABLE case_lines;
DROP TABLE cases;
ALTER TABLE questions DROP COLUMN topic;
