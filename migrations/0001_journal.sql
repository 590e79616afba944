-- Who did what, when. Each entry carries the digest of the one before, and is never changed.
CREATE TABLE journal_head (
    id {int64} PRIMARY KEY CHECK (id = 1),
    position {int64} NOT NULL
) {strict};

INSERT INTO journal_head (id, position) VALUES (1, 0);

CREATE TABLE journal_entry (
    position {int64} PRIMARY KEY,
    at {int64} NOT NULL,
    actor {int64} NOT NULL,
    organisation {int64} NOT NULL,
    deed TEXT NOT NULL,
    subject {int64} NOT NULL,
    commitment {blob} NOT NULL,
    before {blob} NOT NULL,
    digest {blob} NOT NULL
) {strict};

CREATE INDEX journal_entry_by_subject ON journal_entry (subject, position);

-- The salt of an entry's commitment. Erasure drops it, and nobody can then test a guess against the entry.
CREATE TABLE journal_salt (
    position {int64} PRIMARY KEY REFERENCES journal_entry (position),
    salt {blob} NOT NULL
) {strict};

-- sqlite:
CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry BEGIN
    SELECT RAISE(ABORT, 'journal entries are never changed');
END;
-- sqlite:
CREATE TRIGGER journal_entry_remains BEFORE DELETE ON journal_entry BEGIN
    SELECT RAISE(ABORT, 'journal entries are never removed');
END;
-- postgres:
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'journal entries are never changed or removed' USING ERRCODE = 'check_violation';
END
$body$;
-- postgres:
CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
