-- +goose Up

-- Whose a maintained answer is. Those of before, and those of the command line, are the city's.
ALTER TABLE faqs ADD COLUMN author TEXT NOT NULL DEFAULT '';  -- who wrote it; empty: not known
ALTER TABLE faqs ADD COLUMN scope  TEXT NOT NULL DEFAULT '{}'; -- what their office looks after, as in grants

-- +goose Down
ALTER TABLE faqs DROP COLUMN scope;
ALTER TABLE faqs DROP COLUMN author;
