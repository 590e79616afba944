-- An engagement audit: every partner is asked whether what the register says of it is right, and what is missing.
CREATE TABLE audit (
    id {int64} PRIMARY KEY,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    due TEXT NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    opened_at {int64} NOT NULL,
    closed_at {int64}
){strict};

-- The token is the link: whoever has it answers for the partner.
CREATE TABLE audit_partner (
    audit {int64} NOT NULL REFERENCES audit (id),
    organisation {int64} NOT NULL,
    token TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    looked_at {int64},
    answered_at {int64},
    reminded {int64} NOT NULL,
    reminded_at {int64},
    PRIMARY KEY (audit, organisation)
){strict};

-- What a partner says of one of its entries, or a new one (activity 0). verdict: 0 right, 1 changed, 2 does not happen, 3 new.
CREATE TABLE audit_answer (
    id {int64} PRIMARY KEY,
    audit {int64} NOT NULL REFERENCES audit (id),
    organisation {int64} NOT NULL,
    activity {int64} NOT NULL,
    version {int64} NOT NULL,
    verdict {int64} NOT NULL,
    draft TEXT NOT NULL,
    at {int64} NOT NULL,
    taken_at {int64},
    why_not TEXT NOT NULL
){strict};
CREATE INDEX audit_answer_by_partner ON audit_answer (audit, organisation, id);
