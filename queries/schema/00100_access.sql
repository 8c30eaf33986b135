-- +goose Up
-- Who may enter the portal.

-- password: argon2id in the PHC string format, '' while a person has none. secret: of the
-- second factor (RFC 6238), base32, '' while none is set up; last_step: the newest step
-- that was used, so that a code opens once.
CREATE TABLE credentials (
    user_name    TEXT    NOT NULL PRIMARY KEY REFERENCES users (name),
    password     TEXT    NOT NULL DEFAULT '',
    failures     INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until {time},
    secret       TEXT    NOT NULL DEFAULT '',
    last_step    {long}  NOT NULL DEFAULT 0
);

-- One-time links by which a person sets a password. user_name is NULL in a database without
-- people: the link makes the first one. Kept is the hash of what the link holds.
CREATE TABLE entry_links (
    hash      TEXT   NOT NULL PRIMARY KEY,
    user_name TEXT   REFERENCES users (name),
    expires   {time} NOT NULL
);

-- token is the hash of what the cookie holds.
CREATE TABLE sessions (
    token   TEXT    NOT NULL PRIMARY KEY,
    data    {bytes} NOT NULL,
    expires {time}  NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires);

-- +goose Down
DROP TABLE sessions;
DROP TABLE entry_links;
DROP TABLE credentials;
