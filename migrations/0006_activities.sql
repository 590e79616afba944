-- The register: one row for each engagement, as it is now. Lists are parted by "; ", questions and sessions by lines.
-- Dates are "YYYY-MM-DD"; dates_known says how much of them is known (day, month, year).
CREATE TABLE activity (
    id {int64} PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    version {int64} NOT NULL,
    lead {int64} NOT NULL,
    partners TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    questions TEXT NOT NULL,
    subjects TEXT NOT NULL,
    audience TEXT NOT NULL,
    audience_words TEXT NOT NULL,
    audience_list TEXT NOT NULL,
    invited {int64},
    whole_borough {int64} NOT NULL,
    areas TEXT NOT NULL,
    shape TEXT NOT NULL,
    circle TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    dates_known TEXT NOT NULL,
    dates_can_move {int64} NOT NULL,
    sessions TEXT NOT NULL,
    reason_short TEXT NOT NULL,
    methods TEXT NOT NULL,
    minutes {int64},
    access TEXT NOT NULL,
    access_words TEXT NOT NULL,
    other_ways TEXT NOT NULL,
    other_ways_words TEXT NOT NULL,
    contact TEXT NOT NULL,
    cost {int64},
    decision TEXT NOT NULL,
    decision_day TEXT,
    influence {int64} NOT NULL,
    series TEXT NOT NULL,
    umbrella {int64},
    visibility {int64} NOT NULL,
    public_on TEXT,
    responses {int64},
    results TEXT NOT NULL,
    withdrawn_on TEXT,
    withdrawn_because TEXT NOT NULL,
    registered_at {int64} NOT NULL,
    changed_at {int64} NOT NULL,
    search TEXT NOT NULL
){strict};
CREATE INDEX activity_by_last_day ON activity (last_day, id);
CREATE INDEX activity_by_lead ON activity (lead, last_day);
CREATE INDEX activity_by_umbrella ON activity (umbrella) WHERE umbrella IS NOT NULL;

-- Who changed what, and when: all values after each change. Nothing is ever taken out.
CREATE TABLE activity_version (
    activity {int64} NOT NULL REFERENCES activity (id),
    number {int64} NOT NULL,
    at {int64} NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    deed TEXT NOT NULL,
    draft TEXT NOT NULL,
    PRIMARY KEY (activity, number)
){strict};

-- The last running number of each year, so that no reference is given twice.
CREATE TABLE activity_number (
    year {int64} PRIMARY KEY,
    last {int64} NOT NULL
){strict};

-- What somebody is still writing.
CREATE TABLE activity_plan (
    id {int64} PRIMARY KEY,
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    draft TEXT NOT NULL,
    changed_at {int64} NOT NULL,
    activity {int64}
){strict};
CREATE INDEX activity_plan_by_person ON activity_plan (person, changed_at);

-- Spreadsheets that were read and not yet taken.
CREATE TABLE activity_import (
    id {int64} PRIMARY KEY,
    organisation {int64} NOT NULL,
    person {int64} NOT NULL,
    filename TEXT NOT NULL,
    content {blob} NOT NULL,
    choices TEXT NOT NULL,
    at {int64} NOT NULL,
    taken_at {int64}
){strict};
