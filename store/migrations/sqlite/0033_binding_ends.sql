-- +goose Up

-- With which printing of the application's code a binding was made, by the message that printed it; empty for one by name
-- and card. And by which message those who look after the application ended it; empty if nobody or the holder did.
ALTER TABLE bindings ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE bindings ADD COLUMN ended_message TEXT NOT NULL DEFAULT '' CHECK (ended_message = '' OR ended_at > 0);
UPDATE bindings SET code = COALESCE(
    (SELECT c.message FROM binding_codes c WHERE c.application = bindings.application AND c.at <= bindings.at), '');

-- +goose Down
ALTER TABLE bindings DROP COLUMN ended_message;
ALTER TABLE bindings DROP COLUMN code;
