-- Where imports come from: a name for each body, the address it is fetched from if any, and what its columns mean.
CREATE TABLE activity_source (
    id {int64} PRIMARY KEY,
    organisation {int64} NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    address TEXT NOT NULL,
    profile TEXT NOT NULL
){strict};
CREATE UNIQUE INDEX activity_source_by_name ON activity_source (organisation, folded);

-- What each thing of a source became here. `batch` is the last import that held it; `taken_back` is 1 once the import that
-- brought it was taken back.
CREATE TABLE activity_source_item (
    source {int64} NOT NULL REFERENCES activity_source (id),
    item TEXT NOT NULL,
    activity {int64} NOT NULL,
    batch {int64} NOT NULL,
    taken_back {int64} NOT NULL,
    PRIMARY KEY (source, item)
){strict};

-- An import: looked at, then taken as one batch, and perhaps taken back. The file's content goes when it is taken, its digest
-- stays. An import that is fetched has an address, no content until it is here, and `fault` where it could not be had.
ALTER TABLE activity_import ADD COLUMN source {int64};
ALTER TABLE activity_import ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE activity_import ADD COLUMN fault TEXT NOT NULL DEFAULT '';
ALTER TABLE activity_import ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE activity_import ADD COLUMN added {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity_import ADD COLUMN changed {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity_import ADD COLUMN same {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity_import ADD COLUMN left_out {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity_import ADD COLUMN withdrawn {int64} NOT NULL DEFAULT 0;
ALTER TABLE activity_import ADD COLUMN back_at {int64};
ALTER TABLE activity_import ADD COLUMN back_by {int64};
ALTER TABLE activity_import ADD COLUMN left_as_is {int64} NOT NULL DEFAULT 0;
CREATE INDEX activity_import_by_source ON activity_import (source, taken_at);
CREATE INDEX activity_import_by_organisation ON activity_import (organisation, taken_at);

-- What a batch did to each activity. deed: 0 added, 1 changed, 2 the same, 3 withdrawn since it was gone from the file.
-- `version` is the activity's after it; `was` are all values before it (JSON); `item_batch` and `item_back` are what
-- activity_source_item said before, empty where it said nothing.
CREATE TABLE activity_import_row (
    batch {int64} NOT NULL REFERENCES activity_import (id),
    number {int64} NOT NULL,
    row_number {int64} NOT NULL,
    item TEXT NOT NULL,
    activity {int64} NOT NULL,
    deed {int64} NOT NULL,
    version {int64} NOT NULL,
    was TEXT NOT NULL,
    item_batch {int64},
    item_back {int64},
    PRIMARY KEY (batch, number)
){strict};
CREATE INDEX activity_import_row_by_activity ON activity_import_row (activity, version);
