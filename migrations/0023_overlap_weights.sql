-- Sets of weights that the partnership took from its decisions. The latest holds; one that says `given_up` brings the program's own
-- back. Each stays, with what it was fitted to and what it was worth on pairs that it had not seen.
CREATE TABLE overlap_weights (
    id {int64} PRIMARY KEY,
    given_up {int64} NOT NULL,
    weights TEXT NOT NULL,
    judged {int64} NOT NULL,
    same {int64} NOT NULL,
    precision_before {real} NOT NULL,
    precision_after {real} NOT NULL,
    brier_before {real} NOT NULL,
    brier_after {real} NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    at {int64} NOT NULL
){strict};

-- Pairs below the threshold, drawn at random, so that what is missed can be estimated. stands_for: how many pairs each was drawn
-- for. verdict: NULL not judged yet, 0 not the same, 1 the same exercise.
CREATE TABLE overlap_sample (
    a {int64} NOT NULL,
    b {int64} NOT NULL,
    likelihood {real} NOT NULL,
    stands_for {real} NOT NULL,
    drawn_at {int64} NOT NULL,
    verdict {int64},
    person {int64},
    judged_at {int64},
    PRIMARY KEY (a, b)
){strict};
