-- +goose Up

-- How far a page that somebody looked at has shown a web chat: what is stored is not yet seen.
ALTER TABLE web_chats ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE web_chats DROP COLUMN seen;
