-- Who follows what by e-mail. Only somebody who answered the first letter is here; who stops is taken out. The key opens their own
-- page, and stands in each letter. told_until: up to which moment they were told what is new.
CREATE TABLE follow_person (
    id {int64} PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    weekly {int64} NOT NULL,
    confirmed_at {int64} NOT NULL,
    told_until {int64} NOT NULL
){strict};
CREATE INDEX follow_person_to_tell ON follow_person (weekly, told_until, id);

-- kind: 0 an activity, 1 an area, 2 a subject of the list.
CREATE TABLE follow_choice (
    person {int64} NOT NULL REFERENCES follow_person (id),
    kind {int64} NOT NULL,
    subject TEXT NOT NULL,
    since {int64} NOT NULL,
    PRIMARY KEY (person, kind, subject)
){strict};

-- Asked for, and not confirmed yet: forgotten after a week.
CREATE TABLE follow_asked (
    token TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    kind {int64} NOT NULL,
    subject TEXT NOT NULL,
    weekly {int64} NOT NULL,
    at {int64} NOT NULL
){strict};
CREATE INDEX follow_asked_by_email ON follow_asked (email, at);

CREATE INDEX activity_version_by_time ON activity_version (at);
