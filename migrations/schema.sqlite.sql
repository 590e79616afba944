CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    lead INTEGER NOT NULL,
    partners TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    questions TEXT NOT NULL,
    subjects TEXT NOT NULL,
    audience TEXT NOT NULL,
    audience_words TEXT NOT NULL,
    audience_list TEXT NOT NULL,
    invited INTEGER,
    whole_borough INTEGER NOT NULL,
    areas TEXT NOT NULL,
    shape TEXT NOT NULL,
    circle TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    dates_known TEXT NOT NULL,
    dates_can_move INTEGER NOT NULL,
    sessions TEXT NOT NULL,
    reason_short TEXT NOT NULL,
    methods TEXT NOT NULL,
    minutes INTEGER,
    access TEXT NOT NULL,
    access_words TEXT NOT NULL,
    other_ways TEXT NOT NULL,
    other_ways_words TEXT NOT NULL,
    contact TEXT NOT NULL,
    cost INTEGER,
    decision TEXT NOT NULL,
    decision_day TEXT,
    influence INTEGER NOT NULL,
    series TEXT NOT NULL,
    umbrella INTEGER,
    visibility INTEGER NOT NULL,
    public_on TEXT,
    responses INTEGER,
    results TEXT NOT NULL,
    withdrawn_on TEXT,
    withdrawn_because TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    search TEXT NOT NULL
, owner INTEGER NOT NULL DEFAULT 0, kept_by INTEGER NOT NULL DEFAULT 0, kept_at TEXT NOT NULL DEFAULT '')STRICT;
CREATE INDEX activity_by_keeper ON activity (kept_by) WHERE kept_by <> 0;
CREATE INDEX activity_by_last_day ON activity (last_day, id);
CREATE INDEX activity_by_lead ON activity (lead, last_day);
CREATE INDEX activity_by_umbrella ON activity (umbrella) WHERE umbrella IS NOT NULL;
CREATE TABLE activity_body_elsewhere (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
)STRICT;
CREATE TABLE activity_import (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    filename TEXT NOT NULL,
    content BLOB NOT NULL,
    choices TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_at INTEGER
, source INTEGER, address TEXT NOT NULL DEFAULT '', fault TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '', added INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, same INTEGER NOT NULL DEFAULT 0, left_out INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0, back_at INTEGER, back_by INTEGER, left_as_is INTEGER NOT NULL DEFAULT 0)STRICT;
CREATE INDEX activity_import_by_organisation ON activity_import (organisation, taken_at);
CREATE INDEX activity_import_by_source ON activity_import (source, taken_at);
CREATE TABLE activity_import_row (
    batch INTEGER NOT NULL REFERENCES activity_import (id),
    number INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    item TEXT NOT NULL,
    activity INTEGER NOT NULL,
    deed INTEGER NOT NULL,
    version INTEGER NOT NULL,
    was TEXT NOT NULL,
    item_batch INTEGER,
    item_back INTEGER,
    PRIMARY KEY (batch, number)
)STRICT;
CREATE INDEX activity_import_row_by_activity ON activity_import_row (activity, version);
CREATE TABLE activity_number (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
)STRICT;
CREATE TABLE activity_plan (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    draft TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    activity INTEGER
)STRICT;
CREATE INDEX activity_plan_unfinished ON activity_plan (organisation, changed_at) WHERE activity IS NULL;
CREATE TABLE activity_source (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    address TEXT NOT NULL,
    profile TEXT NOT NULL
)STRICT;
CREATE UNIQUE INDEX activity_source_by_name ON activity_source (organisation, folded);
CREATE TABLE activity_source_item (
    source INTEGER NOT NULL REFERENCES activity_source (id),
    item TEXT NOT NULL,
    activity INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    taken_back INTEGER NOT NULL,
    PRIMARY KEY (source, item)
)STRICT;
CREATE TABLE activity_subscription (
    source INTEGER PRIMARY KEY REFERENCES activity_source (id),
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    body INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    site TEXT NOT NULL,
    etag TEXT NOT NULL,
    asked_at INTEGER,
    had_at INTEGER,
    fault TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    doubtful INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    of_other_places INTEGER NOT NULL
)STRICT;
CREATE INDEX activity_subscription_by_organisation ON activity_subscription (organisation);
CREATE TABLE activity_version (
    activity INTEGER NOT NULL REFERENCES activity (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    deed TEXT NOT NULL,
    draft TEXT NOT NULL,
    PRIMARY KEY (activity, number)
)STRICT;
CREATE INDEX activity_version_by_time ON activity_version (at);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    due TEXT NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
)STRICT;
CREATE TABLE audit_answer (
    id INTEGER PRIMARY KEY,
    audit INTEGER NOT NULL REFERENCES audit (id),
    organisation INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    version INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    draft TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_at INTEGER,
    why_not TEXT NOT NULL
)STRICT;
CREATE INDEX audit_answer_by_activity ON audit_answer (audit, organisation, activity);
CREATE INDEX audit_answer_by_partner ON audit_answer (audit, organisation, id);
CREATE TABLE audit_partner (
    audit INTEGER NOT NULL REFERENCES audit (id),
    organisation INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    looked_at INTEGER,
    answered_at INTEGER,
    reminded INTEGER NOT NULL,
    reminded_at INTEGER, sheet_at INTEGER,
    PRIMARY KEY (audit, organisation)
)STRICT;
CREATE TABLE audit_sheet (
    id INTEGER PRIMARY KEY,
    audit INTEGER NOT NULL REFERENCES audit (id),
    organisation INTEGER NOT NULL,
    filename TEXT NOT NULL,
    content BLOB NOT NULL,
    digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_at INTEGER
)STRICT;
CREATE INDEX audit_sheet_by_partner ON audit_sheet (audit, organisation);
CREATE TABLE challenge (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    lead_a INTEGER NOT NULL,
    lead_b INTEGER NOT NULL,
    state INTEGER NOT NULL,
    asked_by INTEGER NOT NULL,
    asked_for INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    reply_by TEXT NOT NULL,
    reminded INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    likelihood REAL NOT NULL,
    weights TEXT NOT NULL,
    why TEXT NOT NULL,
    unlike TEXT NOT NULL,
    evidence TEXT NOT NULL,
    outcome INTEGER,
    reason TEXT NOT NULL,
    settled_by INTEGER,
    settled_at INTEGER,
    was_a TEXT NOT NULL,
    was_b TEXT NOT NULL,
    saving INTEGER,
    saving_by INTEGER,
    saving_at INTEGER
)STRICT;
CREATE UNIQUE INDEX challenge_asked ON challenge (a, b) WHERE state = 0;
CREATE INDEX challenge_by_pair ON challenge (a, b, asked_at);
CREATE INDEX challenge_by_state ON challenge (state, reply_by, id);
CREATE TABLE challenge_log (
    id INTEGER PRIMARY KEY,
    challenge INTEGER NOT NULL REFERENCES challenge (id),
    at INTEGER NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    deed TEXT NOT NULL,
    words TEXT NOT NULL
)STRICT;
CREATE INDEX challenge_log_by_challenge ON challenge_log (challenge, id);
CREATE TABLE challenge_reply (
    challenge INTEGER NOT NULL REFERENCES challenge (id),
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    at INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (challenge, organisation)
)STRICT;
CREATE TABLE db_id_mark (
    machine INTEGER PRIMARY KEY,
    reserved INTEGER NOT NULL
) STRICT;
CREATE TABLE follow_asked (
    token TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    kind INTEGER NOT NULL,
    subject TEXT NOT NULL,
    weekly INTEGER NOT NULL,
    at INTEGER NOT NULL
)STRICT;
CREATE INDEX follow_asked_by_email ON follow_asked (email, at);
CREATE TABLE follow_choice (
    person INTEGER NOT NULL REFERENCES follow_person (id),
    kind INTEGER NOT NULL,
    subject TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (person, kind, subject)
)STRICT;
CREATE TABLE follow_person (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    weekly INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    told_until INTEGER NOT NULL
)STRICT;
CREATE INDEX follow_person_to_tell ON follow_person (weekly, told_until, id);
CREATE TABLE form_answer (
    form_key TEXT NOT NULL PRIMARY KEY,
    body_hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    made INTEGER NOT NULL
)STRICT;
CREATE INDEX form_answer_by_time ON form_answer (made);
CREATE TABLE forum (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL
)STRICT;
CREATE TABLE forum_action (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    forum INTEGER NOT NULL REFERENCES forum (id),
    meeting INTEGER NOT NULL REFERENCES forum_meeting (id),
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    organisation INTEGER,
    due TEXT NOT NULL,
    done_on TEXT,
    outcome TEXT NOT NULL
)STRICT;
CREATE INDEX forum_action_by_meeting ON forum_action (meeting, id);
CREATE INDEX forum_action_open ON forum_action (forum, due, id) WHERE done_on IS NULL;
CREATE TABLE forum_attendance (
    id INTEGER PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES forum_meeting (id),
    name TEXT NOT NULL,
    organisation INTEGER,
    body TEXT NOT NULL,
    came INTEGER NOT NULL
)STRICT;
CREATE INDEX forum_attendance_by_meeting ON forum_attendance (meeting, id);
CREATE TABLE forum_meeting (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    forum INTEGER NOT NULL REFERENCES forum (id),
    day TEXT NOT NULL,
    time TEXT NOT NULL,
    place TEXT NOT NULL,
    agenda TEXT NOT NULL,
    minutes TEXT NOT NULL
)STRICT;
CREATE INDEX forum_meeting_by_day ON forum_meeting (forum, day, id);
CREATE VIEW identity_public_organisation AS
    SELECT id, name, name_key, short_name, kind, active FROM organisation;
CREATE VIEW identity_public_person AS
    SELECT id, organisation, name, role, active FROM person;
CREATE TABLE invitation (
    id INTEGER NOT NULL PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'coordinator', 'administrator')),
    made_by INTEGER NOT NULL,
    made INTEGER NOT NULL
)STRICT;
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    UNIQUE (kind, key)
) STRICT;
CREATE INDEX job_by_due ON job (kind, due_at, id);
CREATE TRIGGER journal_entry_remains BEFORE DELETE ON journal_entry BEGIN
    SELECT RAISE(ABORT, 'journal entries are never removed');
END;
CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry BEGIN
    SELECT RAISE(ABORT, 'journal entries are never changed');
END;
CREATE TABLE journal_entry (
    position INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    deed TEXT NOT NULL,
    subject INTEGER NOT NULL,
    commitment BLOB NOT NULL,
    before BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX journal_entry_by_subject ON journal_entry (subject, position);
CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE journal_salt (
    position INTEGER PRIMARY KEY REFERENCES journal_entry (position),
    salt BLOB NOT NULL
) STRICT;
CREATE TABLE library_document (
    id INTEGER PRIMARY KEY,
    activity INTEGER NOT NULL REFERENCES activity (id),
    title TEXT NOT NULL,
    filename TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    seen INTEGER NOT NULL,
    state INTEGER NOT NULL,
    said TEXT NOT NULL,
    words TEXT NOT NULL,
    cut INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    added_at INTEGER NOT NULL
)STRICT;
CREATE UNIQUE INDEX library_document_by_activity ON library_document (activity, digest);
CREATE TABLE library_finding (
    activity INTEGER PRIMARY KEY REFERENCES activity (id),
    version INTEGER NOT NULL,
    learnt TEXT NOT NULL,
    done TEXT NOT NULL,
    report TEXT NOT NULL,
    seen INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    person INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
)STRICT;
CREATE TABLE library_piece (
    document INTEGER NOT NULL REFERENCES library_document (id),
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (document, number)
)STRICT;
CREATE TABLE library_search (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at INTEGER NOT NULL
)STRICT;
CREATE INDEX library_search_by_person ON library_search (person, name, id);
CREATE TABLE notify_letter (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT NOT NULL,
    unsubscribe TEXT NOT NULL,
    state INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    settled_at INTEGER,
    why TEXT NOT NULL
)STRICT;
CREATE INDEX notify_letter_settled ON notify_letter (settled_at) WHERE state <> 0;
CREATE INDEX notify_letter_waiting ON notify_letter (due_at, id) WHERE state = 0;
CREATE TABLE one_time_link (
    id INTEGER NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('set_up', 'sign_in', 'join', 'password')),
    person INTEGER REFERENCES person (id),
    invitation INTEGER REFERENCES invitation (id),
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
)STRICT;
CREATE INDEX one_time_link_by_invitation ON one_time_link (invitation);
CREATE INDEX one_time_link_by_person ON one_time_link (person);
CREATE TABLE organisation (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
)STRICT;
CREATE TABLE overlap_limit (
    id INTEGER PRIMARY KEY,
    asks INTEGER NOT NULL,
    because TEXT NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    at INTEGER NOT NULL
)STRICT;
CREATE TABLE overlap_local_word (
    id INTEGER PRIMARY KEY,
    audience INTEGER NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    folded TEXT NOT NULL,
    person INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (audience, folded)
)STRICT;
CREATE TABLE overlap_sample (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    likelihood REAL NOT NULL,
    stands_for REAL NOT NULL,
    drawn_at INTEGER NOT NULL,
    verdict INTEGER,
    person INTEGER,
    judged_at INTEGER,
    PRIMARY KEY (a, b)
)STRICT;
CREATE TABLE overlap_weights (
    id INTEGER PRIMARY KEY,
    given_up INTEGER NOT NULL,
    weights TEXT NOT NULL,
    judged INTEGER NOT NULL,
    same INTEGER NOT NULL,
    precision_before REAL NOT NULL,
    precision_after REAL NOT NULL,
    brier_before REAL NOT NULL,
    brier_after REAL NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    at INTEGER NOT NULL
)STRICT;
CREATE TABLE partner_profile (
    organisation INTEGER NOT NULL PRIMARY KEY REFERENCES organisation (id),
    contact_name TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    web_address TEXT NOT NULL,
    description TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed INTEGER NOT NULL
)STRICT;
CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'officer', 'coordinator', 'administrator')),
    password_hash TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    made INTEGER NOT NULL
)STRICT;
CREATE INDEX person_by_organisation ON person (organisation);
CREATE TABLE place_area (
    id INTEGER NOT NULL PRIMARY KEY,
    layer INTEGER NOT NULL REFERENCES place_layer (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    ground BLOB,
    UNIQUE (layer, code)
)STRICT;
CREATE TABLE place_census (
    id INTEGER NOT NULL PRIMARY KEY,
    layer INTEGER NOT NULL REFERENCES place_layer (id),
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    imported INTEGER NOT NULL
)STRICT;
CREATE TABLE place_layer (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner INTEGER NOT NULL,
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    may_overlap INTEGER NOT NULL CHECK (may_overlap IN (0, 1)),
    members_of INTEGER NOT NULL,
    digest TEXT NOT NULL,
    method TEXT NOT NULL,
    report TEXT NOT NULL,
    imported INTEGER NOT NULL
)STRICT;
CREATE INDEX place_layer_by_digest ON place_layer (digest);
CREATE TABLE place_member (
    area INTEGER NOT NULL REFERENCES place_area (id),
    member TEXT NOT NULL,
    PRIMARY KEY (area, member)
)STRICT;
CREATE TABLE place_postcodes (
    id INTEGER NOT NULL PRIMARY KEY,
    content BLOB NOT NULL,
    postcodes INTEGER NOT NULL,
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    imported INTEGER NOT NULL
)STRICT;
CREATE TABLE place_residents (
    census INTEGER NOT NULL REFERENCES place_census (id),
    area INTEGER NOT NULL REFERENCES place_area (id),
    people REAL NOT NULL,
    PRIMARY KEY (census, area)
)STRICT;
CREATE TABLE place_upload (
    id INTEGER NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL UNIQUE,
    organisation INTEGER NOT NULL,
    kind TEXT NOT NULL,
    filename TEXT NOT NULL,
    draft TEXT NOT NULL,
    content BLOB NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    at INTEGER NOT NULL
)STRICT;
CREATE INDEX place_upload_by_age ON place_upload (at);
CREATE VIEW places_public_area AS
    SELECT a.id AS id, a.layer AS layer, a.code AS code, a.name AS name, l.kind AS kind, l.owner AS owner
    FROM place_area a JOIN place_layer l ON l.id = a.layer;
CREATE TABLE schema_migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    id INTEGER NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id),
    made INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    agent TEXT NOT NULL
)STRICT;
CREATE INDEX session_by_end ON session (expires);
CREATE INDEX session_by_person ON session (person);
CREATE TABLE toolkit_guide (
    method TEXT NOT NULL,
    version INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    in_short TEXT NOT NULL,
    fits TEXT NOT NULL,
    fits_not TEXT NOT NULL,
    steps TEXT NOT NULL,
    time_needed TEXT NOT NULL,
    cost TEXT NOT NULL,
    access TEXT NOT NULL,
    pitfalls TEXT NOT NULL,
    person INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (method, version)
)STRICT;
CREATE TABLE toolkit_use (
    method TEXT NOT NULL,
    day TEXT NOT NULL,
    organisation INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (method, day, organisation)
)STRICT;
