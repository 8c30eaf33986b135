-- +goose Up
-- Keys by which programs act for a person. hash is of the secret, which is shown once and kept
-- nowhere; scopes are words with spaces between. A key that is over stays: the record names it.
CREATE TABLE tokens (
    id        {identity} PRIMARY KEY,
    name      TEXT   NOT NULL CHECK (name <> ''),
    user_name TEXT   NOT NULL REFERENCES users (name),
    scopes    TEXT   NOT NULL CHECK (scopes <> ''),
    hash      TEXT   NOT NULL CHECK (length(hash) = 64),
    made_at   {time} NOT NULL,
    made_by   TEXT   NOT NULL CHECK (made_by <> ''),
    ends      {time} NOT NULL,
    revoked   {time},
    used      {time}
);
CREATE INDEX tokens_user ON tokens (user_name);

-- +goose Down
DROP TABLE tokens;
