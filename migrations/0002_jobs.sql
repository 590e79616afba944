-- Work put off: done after the deed that asked for it is on disk, once, also when the program ends in between.
CREATE TABLE job (
    id {int64} PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at {int64} NOT NULL,
    attempt {int64} NOT NULL,
    leased_until {int64} NOT NULL,
    UNIQUE (kind, key)
) {strict};

CREATE INDEX job_by_due ON job (kind, due_at, id);
