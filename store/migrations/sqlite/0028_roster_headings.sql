-- +goose Up

-- What the headings of people's rosters mean where they had to say so; '' is no column of ours. An owner is a unit or a
-- scope of staff, nobody's person.
CREATE TABLE roster_headings (
    owner   TEXT NOT NULL CHECK (owner <> ''),
    heading TEXT NOT NULL CHECK (heading <> ''),
    means   TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (owner, heading)
);

-- +goose Down
DROP TABLE roster_headings;
