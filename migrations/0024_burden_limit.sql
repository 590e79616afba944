-- How often one community may be asked in a month before the partnership says that it is too often. The latest counts; the
-- earlier ones stay, so that a page of last year can say what held then.
CREATE TABLE overlap_limit (
    id {int64} PRIMARY KEY,
    asks {int64} NOT NULL,
    because TEXT NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    at {int64} NOT NULL
){strict};
