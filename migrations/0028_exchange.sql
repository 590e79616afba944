-- What is kept elsewhere and shown here: `kept_by` is the source that it comes from by itself, 0 where it is kept here;
-- `kept_at` is the page on which it is kept.
ALTER TABLE activity ADD COLUMN kept_by {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN kept_at TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_by_keeper ON activity (kept_by) WHERE kept_by <> 0;

-- Bodies that lead what is kept elsewhere and are not in this partnership, as the lists from there name them. A number is
-- never given to another name, and none of them is an organisation's.
CREATE TABLE activity_body_elsewhere (
    id {int64} PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
){strict};

-- A source that is asked by itself, each day from `hour` on (0 to 23, in London). `body` leads what comes from there; 0: as
-- the list names it. `site` is how the list names its publisher. `etag` is what the far side gave the last time; `asked_at`
-- when it was asked, `had_at` when it answered. `fault` says why it could not be had; empty when all is well. `waiting` is
-- the import that a person has to look at (0: none), with as many rows that are doubtful, wrong and gone. `of_other_places`
-- are left out, since nobody who lives here lives where they ask.
CREATE TABLE activity_subscription (
    source {int64} PRIMARY KEY REFERENCES activity_source (id),
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    hour {int64} NOT NULL,
    body {int64} NOT NULL,
    paused {int64} NOT NULL,
    site TEXT NOT NULL,
    etag TEXT NOT NULL,
    asked_at {int64},
    had_at {int64},
    fault TEXT NOT NULL,
    waiting {int64} NOT NULL,
    doubtful {int64} NOT NULL,
    wrong {int64} NOT NULL,
    gone {int64} NOT NULL,
    of_other_places {int64} NOT NULL
){strict};
CREATE INDEX activity_subscription_by_organisation ON activity_subscription (organisation);
