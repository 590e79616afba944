-- Both leads of a pair were asked about it, or it was settled without asking. `a` is the smaller id. state: 0 asked, 1 settled.
-- What was found is kept as it was when they were asked: a decision is never rewritten by later weights.
CREATE TABLE challenge (
    id {int64} PRIMARY KEY,
    version {int64} NOT NULL,
    a {int64} NOT NULL,
    b {int64} NOT NULL,
    lead_a {int64} NOT NULL,
    lead_b {int64} NOT NULL,
    state {int64} NOT NULL,
    asked_by {int64} NOT NULL,
    asked_for {int64} NOT NULL,
    asked_at {int64} NOT NULL,
    reply_by TEXT NOT NULL,
    reminded {int64} NOT NULL,
    escalated {int64} NOT NULL,
    likelihood {real} NOT NULL,
    weights TEXT NOT NULL,
    why TEXT NOT NULL,
    unlike TEXT NOT NULL,
    evidence TEXT NOT NULL,
    outcome {int64},
    reason TEXT NOT NULL,
    settled_by {int64},
    settled_at {int64},
    was_a TEXT NOT NULL,
    was_b TEXT NOT NULL,
    saving {int64},
    saving_by {int64},
    saving_at {int64}
){strict};
CREATE UNIQUE INDEX challenge_asked ON challenge (a, b) WHERE state = 0;
CREATE INDEX challenge_by_pair ON challenge (a, b, asked_at);
CREATE INDEX challenge_by_state ON challenge (state, reply_by, id);

-- What each lead would like to do; a later answer takes the place of an earlier one, and both stand in the log.
CREATE TABLE challenge_reply (
    challenge {int64} NOT NULL REFERENCES challenge (id),
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    at {int64} NOT NULL,
    answer {int64} NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (challenge, organisation)
){strict};

CREATE TABLE challenge_log (
    id {int64} PRIMARY KEY,
    challenge {int64} NOT NULL REFERENCES challenge (id),
    at {int64} NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    deed TEXT NOT NULL,
    words TEXT NOT NULL
){strict};
CREATE INDEX challenge_log_by_challenge ON challenge_log (challenge, id);
