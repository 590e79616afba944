-- Organisations of the partnership, their people, and how people come in.

CREATE TABLE organisation (
    id {int64} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    active {int64} NOT NULL CHECK (active IN (0, 1))
){strict};

CREATE TABLE person (
    id {int64} NOT NULL PRIMARY KEY,
    organisation {int64} NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'coordinator', 'administrator')),
    password_hash TEXT,
    active {int64} NOT NULL CHECK (active IN (0, 1)),
    made {int64} NOT NULL
){strict};
CREATE INDEX person_by_organisation ON person (organisation);

-- The token is in the browser's cookie; here only its SHA-256, so that a copy of the database opens nothing.
CREATE TABLE session (
    id {int64} NOT NULL PRIMARY KEY,
    token_hash {blob} NOT NULL UNIQUE,
    person {int64} NOT NULL REFERENCES person (id),
    made {int64} NOT NULL,
    last_used {int64} NOT NULL,
    expires {int64} NOT NULL,
    agent TEXT NOT NULL
){strict};
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (expires);

-- Somebody is asked to join. Becomes a person when the link is used.
CREATE TABLE invitation (
    id {int64} NOT NULL PRIMARY KEY,
    organisation {int64} NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'coordinator', 'administrator')),
    made_by {int64} NOT NULL,
    made {int64} NOT NULL
){strict};

-- A link for one purpose that works once and not for long.
CREATE TABLE one_time_link (
    id {int64} NOT NULL PRIMARY KEY,
    token_hash {blob} NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'sign_in', 'join', 'password')),
    person {int64} REFERENCES person (id),
    invitation {int64} REFERENCES invitation (id),
    made {int64} NOT NULL,
    expires {int64} NOT NULL
){strict};
CREATE INDEX one_time_link_by_person ON one_time_link (person);
CREATE INDEX one_time_link_by_invitation ON one_time_link (invitation);

-- What other capabilities may read.
CREATE VIEW identity_public_organisation AS
    SELECT id, name, name_key, short_name, kind, active FROM organisation;
CREATE VIEW identity_public_person AS
    SELECT id, organisation, name, role, active FROM person;
