-- A partner of an engagement audit may answer by a spreadsheet. What it sends is kept here until it has looked at what would
-- be saved and said yes; then the content goes and the digest stays. A partner has at most one that waits.
CREATE TABLE audit_sheet (
    id {int64} PRIMARY KEY,
    audit {int64} NOT NULL REFERENCES audit (id),
    organisation {int64} NOT NULL,
    filename TEXT NOT NULL,
    content {blob} NOT NULL,
    digest TEXT NOT NULL,
    at {int64} NOT NULL,
    taken_at {int64}
){strict};
CREATE INDEX audit_sheet_by_partner ON audit_sheet (audit, organisation);

-- When the partner last took its spreadsheet: what the register changed after it is pointed out.
ALTER TABLE audit_partner ADD COLUMN sheet_at {int64};

-- A spreadsheet says something of every entry at once: what was said before is found by the entry.
CREATE INDEX audit_answer_by_activity ON audit_answer (audit, organisation, activity);
