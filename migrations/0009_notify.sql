-- Letters: written in the deed's own transaction, sent by a job afterwards. state: 0 waits, 1 sent, 2 refused for good. What a
-- letter said and to whom is dropped as soon as it is settled; the row stays for a while to be counted.
CREATE TABLE notify_letter (
    id {int64} PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT NOT NULL,
    unsubscribe TEXT NOT NULL,
    state {int64} NOT NULL,
    attempt {int64} NOT NULL,
    queued_at {int64} NOT NULL,
    due_at {int64} NOT NULL,
    settled_at {int64},
    why TEXT NOT NULL
){strict};
CREATE INDEX notify_letter_waiting ON notify_letter (due_at, id) WHERE state = 0;
CREATE INDEX notify_letter_settled ON notify_letter (settled_at) WHERE state <> 0;
