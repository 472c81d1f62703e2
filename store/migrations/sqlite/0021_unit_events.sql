-- +goose Up

-- What happened to a unit's files from which a date is counted: material came back to be completed by a day. The row
-- goes when that is done.
CREATE TABLE unit_events (
    pack       TEXT    NOT NULL,
    event      TEXT    NOT NULL CHECK (event <> ''), -- as milestones.yaml names it
    unit       INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    day        INTEGER NOT NULL, -- midnight
    entered_by TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    PRIMARY KEY (pack, event, unit)
);

-- +goose Down
DROP TABLE unit_events;
