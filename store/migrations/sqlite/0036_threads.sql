-- +goose Up

-- The part of a group in which a unit is reminded, as the channel names it; empty is the whole.
ALTER TABLE unit_chats ADD COLUMN thread TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE unit_chats DROP COLUMN thread;
