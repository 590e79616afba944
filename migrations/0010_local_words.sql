-- What people of this place say for a subject or a community of interest of the lists: beside the words that the program brings.
CREATE TABLE overlap_local_word (
    id {int64} PRIMARY KEY,
    audience {int64} NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    folded TEXT NOT NULL,
    person {int64} NOT NULL,
    at {int64} NOT NULL,
    UNIQUE (audience, folded)
){strict};
