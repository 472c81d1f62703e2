-- +goose Up

-- What staff have said to be done, of a committee's date as it stood then.
CREATE TABLE committee_done (
    committee INTEGER NOT NULL REFERENCES committees (id) ON DELETE CASCADE,
    date      TEXT    NOT NULL CHECK (date <> ''), -- as the pack names it, or filing
    day       INTEGER NOT NULL,                    -- midnight
    PRIMARY KEY (committee, date, day)
);

-- +goose Down
DROP TABLE committee_done;
