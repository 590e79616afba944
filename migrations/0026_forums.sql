-- Groups that meet: the engagement steering group first. kind: "steering", "other".
CREATE TABLE forum (
    id {int64} PRIMARY KEY,
    version {int64} NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL
){strict};

-- One meeting, before and after it. agenda: one line for each item beyond the usual ones.
CREATE TABLE forum_meeting (
    id {int64} PRIMARY KEY,
    version {int64} NOT NULL,
    forum {int64} NOT NULL REFERENCES forum (id),
    day TEXT NOT NULL,
    time TEXT NOT NULL,
    place TEXT NOT NULL,
    agenda TEXT NOT NULL,
    minutes TEXT NOT NULL
){strict};
CREATE INDEX forum_meeting_by_day ON forum_meeting (forum, day, id);

-- Who was there, or sent apologies. organisation: a body of the partnership; else body says it in words.
CREATE TABLE forum_attendance (
    id {int64} PRIMARY KEY,
    meeting {int64} NOT NULL REFERENCES forum_meeting (id),
    name TEXT NOT NULL,
    organisation {int64},
    body TEXT NOT NULL,
    came {int64} NOT NULL
){strict};
CREATE INDEX forum_attendance_by_meeting ON forum_attendance (meeting, id);

-- What was to be done, by whom, by when. It belongs to its forum until it is done.
CREATE TABLE forum_action (
    id {int64} PRIMARY KEY,
    version {int64} NOT NULL,
    forum {int64} NOT NULL REFERENCES forum (id),
    meeting {int64} NOT NULL REFERENCES forum_meeting (id),
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    organisation {int64},
    due TEXT NOT NULL,
    done_on TEXT,
    outcome TEXT NOT NULL
){strict};
CREATE INDEX forum_action_by_meeting ON forum_action (meeting, id);
CREATE INDEX forum_action_open ON forum_action (forum, due, id) WHERE done_on IS NULL;
