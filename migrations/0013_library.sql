-- What was learnt from an activity and what was done, told by its lead or a joint body. seen: 0 partners, 1 everyone who sees the
-- activity.
CREATE TABLE library_finding (
    activity {int64} PRIMARY KEY REFERENCES activity (id),
    version {int64} NOT NULL,
    learnt TEXT NOT NULL,
    done TEXT NOT NULL,
    report TEXT NOT NULL,
    seen {int64} NOT NULL,
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    changed_at {int64} NOT NULL
){strict};

-- Documents attached to activities. state: 0 waits to be read, 1 read, 2 cannot be read (`said` says why). `words` are what was read
-- of it, for the search; `cut` whether it went on.
CREATE TABLE library_document (
    id {int64} PRIMARY KEY,
    activity {int64} NOT NULL REFERENCES activity (id),
    title TEXT NOT NULL,
    filename TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes {int64} NOT NULL,
    digest TEXT NOT NULL,
    seen {int64} NOT NULL,
    state {int64} NOT NULL,
    said TEXT NOT NULL,
    words TEXT NOT NULL,
    cut {int64} NOT NULL,
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    added_at {int64} NOT NULL
){strict};
CREATE UNIQUE INDEX library_document_by_activity ON library_document (activity, digest);

-- The bytes of a document in pieces of at most 256 KiB, so that none is ever held whole to be sent.
CREATE TABLE library_piece (
    document {int64} NOT NULL REFERENCES library_document (id),
    number {int64} NOT NULL,
    content {blob} NOT NULL,
    PRIMARY KEY (document, number)
){strict};

-- Searches that a person keeps: the words and choices as an address says them.
CREATE TABLE library_search (
    id {int64} PRIMARY KEY,
    person {int64} NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at {int64} NOT NULL
){strict};
CREATE INDEX library_search_by_person ON library_search (person, name, id);
