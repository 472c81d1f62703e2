-- +goose Up

-- What a message did to an announcement: handled again, it does nothing and says the same.
CREATE TABLE announcement_moves (
    campaign TEXT    NOT NULL REFERENCES announcements (campaign) ON DELETE CASCADE,
    message  TEXT    NOT NULL CHECK (message <> ''),
    moved    INTEGER NOT NULL, -- how many rows
    PRIMARY KEY (campaign, message)
);
INSERT INTO announcement_moves (campaign, message, moved) SELECT campaign, moved_by, moved FROM announcements WHERE moved_by <> '';
ALTER TABLE announcements DROP COLUMN moved_by;
ALTER TABLE announcements DROP COLUMN moved;

-- Whether its hour came, and what became of it then.
ALTER TABLE announcements ADD COLUMN begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)); -- something of it was claimed
ALTER TABLE announcements ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0 CHECK (lapsed IN (0, 1)); -- whoever confirmed it might not any more
ALTER TABLE announcements ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0; -- civil time: then a date in its text is over; 0 for never
UPDATE announcements SET begun = 1 WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.campaign = announcements.campaign AND o.tries > 0);

-- +goose Down
ALTER TABLE announcements DROP COLUMN good_until;
ALTER TABLE announcements DROP COLUMN lapsed;
ALTER TABLE announcements DROP COLUMN begun;
ALTER TABLE announcements ADD COLUMN moved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE announcements ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
DROP TABLE announcement_moves;
