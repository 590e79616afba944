-- A file of boundaries, residents or postcodes that somebody sent and looks at before it is taken: one for each person, for a day.
-- `draft` is what was said about it. Content is the file; of postcodes what was read of it, packed as place_postcodes has it.
CREATE TABLE place_upload (
    id {int64} NOT NULL PRIMARY KEY,
    person {int64} NOT NULL UNIQUE,
    organisation {int64} NOT NULL,
    kind TEXT NOT NULL,
    filename TEXT NOT NULL,
    draft TEXT NOT NULL,
    content {blob} NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    at {int64} NOT NULL
){strict};
CREATE INDEX place_upload_by_age ON place_upload (at);
