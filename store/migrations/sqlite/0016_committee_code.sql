-- Whether a committee's filing matters to somebody is told by its series and levels.

-- +goose Up
ALTER TABLE committees DROP COLUMN code;
