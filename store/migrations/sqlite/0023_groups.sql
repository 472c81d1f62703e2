-- +goose Up

-- A unit may be reminded in a group too, where others read along; and since when it cannot be written to.
ALTER TABLE unit_chats ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
ALTER TABLE unit_chats ADD COLUMN unreachable_at INTEGER;
CREATE INDEX unit_chats_chat ON unit_chats (channel, chat);

-- +goose Down
DROP INDEX unit_chats_chat;
ALTER TABLE unit_chats DROP COLUMN unreachable_at;
ALTER TABLE unit_chats DROP COLUMN shared;
