-- +goose Up

-- What a person was given. A row that was revoked stays, to tell that it was.
CREATE TABLE grants (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person     TEXT    NOT NULL CHECK (person <> ''),
    role       TEXT    NOT NULL CHECK (role IN ('liaison', 'staff', 'admin')),
    unit       INTEGER NOT NULL DEFAULT 0,
    scope      TEXT    NOT NULL, -- JSON
    given_by   TEXT    NOT NULL, -- a pseudonym, "settings", "sandbox" or "program"
    at         INTEGER NOT NULL, -- civil time
    revoked_at INTEGER,
    UNIQUE (person, role, unit),
    CHECK ((role = 'liaison') = (unit > 0))
);
CREATE INDEX grants_unit ON grants (unit);

-- Codes by which people join. The code itself is not kept.
CREATE TABLE invitations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message    TEXT    NOT NULL UNIQUE, -- that asked for it
    code       TEXT    NOT NULL UNIQUE, -- its hash
    role       TEXT    NOT NULL CHECK (role IN ('liaison', 'staff', 'admin')),
    unit       INTEGER NOT NULL DEFAULT 0,
    scope      TEXT    NOT NULL,
    maker      TEXT    NOT NULL,
    channel    TEXT    NOT NULL, -- where the maker hears of it
    chat       TEXT    NOT NULL,
    at         INTEGER NOT NULL, -- civil time, as the next two
    expires    INTEGER NOT NULL,
    revoked_at INTEGER,
    seats      INTEGER NOT NULL CHECK (seats >= 1),
    replaces   INTEGER NOT NULL CHECK (replaces IN (0, 1)) -- whoever joins takes the maker's place
);
CREATE INDEX invitations_maker ON invitations (maker);

-- Who has used one. Where there is more than one seat a joiner waits for somebody to approve.
CREATE TABLE joins (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    person     TEXT    NOT NULL,
    channel    TEXT    NOT NULL,
    chat       TEXT    NOT NULL,
    message    TEXT    NOT NULL UNIQUE,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'joined', 'refused')),
    at         INTEGER NOT NULL,
    UNIQUE (invitation, person)
);
CREATE INDEX joins_person ON joins (person);

-- Wrong codes of a person, and until when (machine time) no other is looked at.
CREATE TABLE guesses (
    person  TEXT    PRIMARY KEY,
    message TEXT    NOT NULL,
    wrong   INTEGER NOT NULL CHECK (wrong >= 0),
    until   INTEGER NOT NULL
);

-- One-time codes with which somebody acts as themselves in another channel, and the sessions that come of it. Machine
-- time.
CREATE TABLE sign_ins (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    message TEXT    NOT NULL UNIQUE,
    code    TEXT    NOT NULL UNIQUE, -- its hash
    person  TEXT    NOT NULL, -- whose rights
    expires INTEGER NOT NULL, -- of the code
    used_by TEXT    NOT NULL DEFAULT '', -- the message that used it
    guest   TEXT    NOT NULL DEFAULT '', -- the person of the other channel
    until   INTEGER NOT NULL DEFAULT 0, -- of the session
    ended   INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
);
CREATE INDEX sign_ins_guest ON sign_ins (guest);
CREATE INDEX sign_ins_person ON sign_ins (person);

-- +goose Down
DROP TABLE sign_ins;
DROP TABLE guesses;
DROP TABLE joins;
DROP TABLE invitations;
DROP TABLE grants;
