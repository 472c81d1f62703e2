-- +goose Up

-- Whether the turn of a claimed row has come: before that nothing of it can have arrived.
ALTER TABLE outbox ADD COLUMN leaving INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1));
UPDATE outbox SET leaving = 1 WHERE state = 'sending';

-- +goose Down
ALTER TABLE outbox DROP COLUMN leaving;
