CREATE FUNCTION journal_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'journal entries are never changed or removed' USING ERRCODE = 'check_violation';
END
$$;
CREATE TABLE activity (
    id bigint NOT NULL,
    reference text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    lead bigint NOT NULL,
    partners text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    questions text NOT NULL COLLATE pg_catalog."C",
    subjects text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    audience_words text NOT NULL COLLATE pg_catalog."C",
    audience_list text NOT NULL COLLATE pg_catalog."C",
    invited bigint,
    whole_borough bigint NOT NULL,
    areas text NOT NULL COLLATE pg_catalog."C",
    shape text NOT NULL COLLATE pg_catalog."C",
    circle text NOT NULL COLLATE pg_catalog."C",
    first_day text NOT NULL COLLATE pg_catalog."C",
    last_day text NOT NULL COLLATE pg_catalog."C",
    dates_known text NOT NULL COLLATE pg_catalog."C",
    dates_can_move bigint NOT NULL,
    sessions text NOT NULL COLLATE pg_catalog."C",
    reason_short text NOT NULL COLLATE pg_catalog."C",
    methods text NOT NULL COLLATE pg_catalog."C",
    minutes bigint,
    access text NOT NULL COLLATE pg_catalog."C",
    access_words text NOT NULL COLLATE pg_catalog."C",
    other_ways text NOT NULL COLLATE pg_catalog."C",
    other_ways_words text NOT NULL COLLATE pg_catalog."C",
    contact text NOT NULL COLLATE pg_catalog."C",
    cost bigint,
    decision text NOT NULL COLLATE pg_catalog."C",
    decision_day text COLLATE pg_catalog."C",
    influence bigint NOT NULL,
    series text NOT NULL COLLATE pg_catalog."C",
    umbrella bigint,
    visibility bigint NOT NULL,
    public_on text COLLATE pg_catalog."C",
    responses bigint,
    results text NOT NULL COLLATE pg_catalog."C",
    withdrawn_on text COLLATE pg_catalog."C",
    withdrawn_because text NOT NULL COLLATE pg_catalog."C",
    registered_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    search text NOT NULL COLLATE pg_catalog."C",
    owner bigint DEFAULT 0 NOT NULL,
    kept_by bigint DEFAULT 0 NOT NULL,
    kept_at text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE activity_body_elsewhere (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE activity_import (
    id bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    filename text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    choices text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    taken_at bigint,
    source bigint,
    address text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    fault text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    digest text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    added bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    same bigint DEFAULT 0 NOT NULL,
    left_out bigint DEFAULT 0 NOT NULL,
    withdrawn bigint DEFAULT 0 NOT NULL,
    back_at bigint,
    back_by bigint,
    left_as_is bigint DEFAULT 0 NOT NULL
);
CREATE TABLE activity_import_row (
    batch bigint NOT NULL,
    number bigint NOT NULL,
    row_number bigint NOT NULL,
    item text NOT NULL COLLATE pg_catalog."C",
    activity bigint NOT NULL,
    deed bigint NOT NULL,
    version bigint NOT NULL,
    was text NOT NULL COLLATE pg_catalog."C",
    item_batch bigint,
    item_back bigint
);
CREATE TABLE activity_number (
    year bigint NOT NULL,
    last bigint NOT NULL
);
CREATE TABLE activity_plan (
    id bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    draft text NOT NULL COLLATE pg_catalog."C",
    changed_at bigint NOT NULL,
    activity bigint
);
CREATE TABLE activity_source (
    id bigint NOT NULL,
    organisation bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    profile text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE activity_source_item (
    source bigint NOT NULL,
    item text NOT NULL COLLATE pg_catalog."C",
    activity bigint NOT NULL,
    batch bigint NOT NULL,
    taken_back bigint NOT NULL
);
CREATE TABLE activity_subscription (
    source bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    hour bigint NOT NULL,
    body bigint NOT NULL,
    paused bigint NOT NULL,
    site text NOT NULL COLLATE pg_catalog."C",
    etag text NOT NULL COLLATE pg_catalog."C",
    asked_at bigint,
    had_at bigint,
    fault text NOT NULL COLLATE pg_catalog."C",
    waiting bigint NOT NULL,
    doubtful bigint NOT NULL,
    wrong bigint NOT NULL,
    gone bigint NOT NULL,
    of_other_places bigint NOT NULL
);
CREATE TABLE activity_version (
    activity bigint NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    deed text NOT NULL COLLATE pg_catalog."C",
    draft text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE audit (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    due text NOT NULL COLLATE pg_catalog."C",
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    opened_at bigint NOT NULL,
    closed_at bigint
);
CREATE TABLE audit_answer (
    id bigint NOT NULL,
    audit bigint NOT NULL,
    organisation bigint NOT NULL,
    activity bigint NOT NULL,
    version bigint NOT NULL,
    verdict bigint NOT NULL,
    draft text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    taken_at bigint,
    why_not text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE audit_partner (
    audit bigint NOT NULL,
    organisation bigint NOT NULL,
    token text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    looked_at bigint,
    answered_at bigint,
    reminded bigint NOT NULL,
    reminded_at bigint,
    sheet_at bigint
);
CREATE TABLE audit_sheet (
    id bigint NOT NULL,
    audit bigint NOT NULL,
    organisation bigint NOT NULL,
    filename text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    taken_at bigint
);
CREATE TABLE challenge (
    id bigint NOT NULL,
    version bigint NOT NULL,
    a bigint NOT NULL,
    b bigint NOT NULL,
    lead_a bigint NOT NULL,
    lead_b bigint NOT NULL,
    state bigint NOT NULL,
    asked_by bigint NOT NULL,
    asked_for bigint NOT NULL,
    asked_at bigint NOT NULL,
    reply_by text NOT NULL COLLATE pg_catalog."C",
    reminded bigint NOT NULL,
    escalated bigint NOT NULL,
    likelihood double precision NOT NULL,
    weights text NOT NULL COLLATE pg_catalog."C",
    why text NOT NULL COLLATE pg_catalog."C",
    unlike text NOT NULL COLLATE pg_catalog."C",
    evidence text NOT NULL COLLATE pg_catalog."C",
    outcome bigint,
    reason text NOT NULL COLLATE pg_catalog."C",
    settled_by bigint,
    settled_at bigint,
    was_a text NOT NULL COLLATE pg_catalog."C",
    was_b text NOT NULL COLLATE pg_catalog."C",
    saving bigint,
    saving_by bigint,
    saving_at bigint
);
CREATE TABLE challenge_log (
    id bigint NOT NULL,
    challenge bigint NOT NULL,
    at bigint NOT NULL,
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    deed text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE challenge_reply (
    challenge bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    at bigint NOT NULL,
    answer bigint NOT NULL,
    words text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE db_id_mark (
    machine bigint NOT NULL,
    reserved bigint NOT NULL
);
CREATE TABLE db_program (
    number bigint NOT NULL,
    batch bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE db_writer (
    nothing integer
);
CREATE TABLE follow_asked (
    token text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    kind bigint NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    weekly bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE follow_choice (
    person bigint NOT NULL,
    kind bigint NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    since bigint NOT NULL
);
CREATE TABLE follow_person (
    id bigint NOT NULL,
    email text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    weekly bigint NOT NULL,
    confirmed_at bigint NOT NULL,
    told_until bigint NOT NULL
);
CREATE TABLE form_answer (
    form_key text NOT NULL COLLATE pg_catalog."C",
    body_hash bytea NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C",
    made bigint NOT NULL
);
CREATE TABLE forum (
    id bigint NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE forum_action (
    id bigint NOT NULL,
    version bigint NOT NULL,
    forum bigint NOT NULL,
    meeting bigint NOT NULL,
    what text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    organisation bigint,
    due text NOT NULL COLLATE pg_catalog."C",
    done_on text COLLATE pg_catalog."C",
    outcome text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE forum_attendance (
    id bigint NOT NULL,
    meeting bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    organisation bigint,
    body text NOT NULL COLLATE pg_catalog."C",
    came bigint NOT NULL
);
CREATE TABLE forum_meeting (
    id bigint NOT NULL,
    version bigint NOT NULL,
    forum bigint NOT NULL,
    day text NOT NULL COLLATE pg_catalog."C",
    "time" text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    agenda text NOT NULL COLLATE pg_catalog."C",
    minutes text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE organisation (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    name_key text NOT NULL COLLATE pg_catalog."C",
    short_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    active bigint NOT NULL,
    CONSTRAINT organisation_active_check CHECK ((active = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE VIEW identity_public_organisation AS
 SELECT organisation.id,
    organisation.name,
    organisation.name_key,
    organisation.short_name,
    organisation.kind,
    organisation.active
   FROM organisation;
CREATE TABLE person (
    id bigint NOT NULL,
    organisation bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    email_key text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    password_hash text COLLATE pg_catalog."C",
    active bigint NOT NULL,
    made bigint NOT NULL,
    CONSTRAINT person_active_check CHECK ((active = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT person_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'officer'::text, 'coordinator'::text, 'administrator'::text])))
);
CREATE VIEW identity_public_person AS
 SELECT person.id,
    person.organisation,
    person.name,
    person.role,
    person.active
   FROM person;
CREATE TABLE invitation (
    id bigint NOT NULL,
    organisation bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    email_key text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    made_by bigint NOT NULL,
    made bigint NOT NULL,
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'officer'::text, 'coordinator'::text, 'administrator'::text])))
);
CREATE TABLE job (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    payload text NOT NULL COLLATE pg_catalog."C",
    due_at bigint NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL
);
CREATE TABLE journal_entry (
    "position" bigint NOT NULL,
    at bigint NOT NULL,
    actor bigint NOT NULL,
    organisation bigint NOT NULL,
    deed text NOT NULL COLLATE pg_catalog."C",
    subject bigint NOT NULL,
    commitment bytea NOT NULL,
    before bytea NOT NULL,
    digest bytea NOT NULL
);
CREATE TABLE journal_head (
    id bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT journal_head_id_check CHECK ((id = 1))
);
CREATE TABLE journal_salt (
    "position" bigint NOT NULL,
    salt bytea NOT NULL
);
CREATE TABLE library_document (
    id bigint NOT NULL,
    activity bigint NOT NULL,
    title text NOT NULL COLLATE pg_catalog."C",
    filename text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    bytes bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    seen bigint NOT NULL,
    state bigint NOT NULL,
    said text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    cut bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    added_at bigint NOT NULL
);
CREATE TABLE library_finding (
    activity bigint NOT NULL,
    version bigint NOT NULL,
    learnt text NOT NULL COLLATE pg_catalog."C",
    done text NOT NULL COLLATE pg_catalog."C",
    report text NOT NULL COLLATE pg_catalog."C",
    seen bigint NOT NULL,
    organisation bigint NOT NULL,
    person bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE TABLE library_piece (
    document bigint NOT NULL,
    number bigint NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE library_search (
    id bigint NOT NULL,
    person bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    query text NOT NULL COLLATE pg_catalog."C",
    saved_at bigint NOT NULL
);
CREATE TABLE notify_letter (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    plain text NOT NULL COLLATE pg_catalog."C",
    html text NOT NULL COLLATE pg_catalog."C",
    unsubscribe text NOT NULL COLLATE pg_catalog."C",
    state bigint NOT NULL,
    attempt bigint NOT NULL,
    queued_at bigint NOT NULL,
    due_at bigint NOT NULL,
    settled_at bigint,
    why text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE one_time_link (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    person bigint,
    invitation bigint,
    made bigint NOT NULL,
    expires bigint NOT NULL,
    CONSTRAINT one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['set_up'::text, 'sign_in'::text, 'join'::text, 'password'::text])))
);
CREATE TABLE overlap_limit (
    id bigint NOT NULL,
    asks bigint NOT NULL,
    because text NOT NULL COLLATE pg_catalog."C",
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE overlap_local_word (
    id bigint NOT NULL,
    audience bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C",
    person bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE overlap_sample (
    a bigint NOT NULL,
    b bigint NOT NULL,
    likelihood double precision NOT NULL,
    stands_for double precision NOT NULL,
    drawn_at bigint NOT NULL,
    verdict bigint,
    person bigint,
    judged_at bigint
);
CREATE TABLE overlap_weights (
    id bigint NOT NULL,
    given_up bigint NOT NULL,
    weights text NOT NULL COLLATE pg_catalog."C",
    judged bigint NOT NULL,
    same bigint NOT NULL,
    precision_before double precision NOT NULL,
    precision_after double precision NOT NULL,
    brier_before double precision NOT NULL,
    brier_after double precision NOT NULL,
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE partner_profile (
    organisation bigint NOT NULL,
    contact_name text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    telephone text NOT NULL COLLATE pg_catalog."C",
    web_address text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    changed bigint NOT NULL
);
CREATE TABLE place_area (
    id bigint NOT NULL,
    layer bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    ground bytea
);
CREATE TABLE place_census (
    id bigint NOT NULL,
    layer bigint NOT NULL,
    vintage text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL COLLATE pg_catalog."C",
    attribution text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    report text NOT NULL COLLATE pg_catalog."C",
    imported bigint NOT NULL
);
CREATE TABLE place_layer (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    owner bigint NOT NULL,
    vintage text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL COLLATE pg_catalog."C",
    attribution text NOT NULL COLLATE pg_catalog."C",
    valid_from text COLLATE pg_catalog."C",
    valid_to text COLLATE pg_catalog."C",
    may_overlap bigint NOT NULL,
    members_of bigint NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    method text NOT NULL COLLATE pg_catalog."C",
    report text NOT NULL COLLATE pg_catalog."C",
    imported bigint NOT NULL,
    CONSTRAINT place_layer_may_overlap_check CHECK ((may_overlap = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE place_member (
    area bigint NOT NULL,
    member text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE place_postcodes (
    id bigint NOT NULL,
    content bytea NOT NULL,
    postcodes bigint NOT NULL,
    vintage text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL COLLATE pg_catalog."C",
    attribution text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    report text NOT NULL COLLATE pg_catalog."C",
    imported bigint NOT NULL
);
CREATE TABLE place_residents (
    census bigint NOT NULL,
    area bigint NOT NULL,
    people double precision NOT NULL
);
CREATE TABLE place_upload (
    id bigint NOT NULL,
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    filename text NOT NULL COLLATE pg_catalog."C",
    draft text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    digest text NOT NULL COLLATE pg_catalog."C",
    report text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);
CREATE VIEW places_public_area AS
 SELECT a.id,
    a.layer,
    a.code,
    a.name,
    l.kind,
    l.owner
   FROM (place_area a
     JOIN place_layer l ON ((l.id = a.layer)));
CREATE TABLE schema_migration (
    number bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    applied_at bigint NOT NULL
);
CREATE TABLE session (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    person bigint NOT NULL,
    made bigint NOT NULL,
    last_used bigint NOT NULL,
    expires bigint NOT NULL,
    agent text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE toolkit_guide (
    method text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    given_up bigint NOT NULL,
    in_short text NOT NULL COLLATE pg_catalog."C",
    fits text NOT NULL COLLATE pg_catalog."C",
    fits_not text NOT NULL COLLATE pg_catalog."C",
    steps text NOT NULL COLLATE pg_catalog."C",
    time_needed text NOT NULL COLLATE pg_catalog."C",
    cost text NOT NULL COLLATE pg_catalog."C",
    access text NOT NULL COLLATE pg_catalog."C",
    pitfalls text NOT NULL COLLATE pg_catalog."C",
    person bigint NOT NULL,
    organisation bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE toolkit_use (
    method text NOT NULL COLLATE pg_catalog."C",
    day text NOT NULL COLLATE pg_catalog."C",
    organisation bigint NOT NULL,
    times bigint NOT NULL
);
ALTER TABLE ONLY activity_body_elsewhere
    ADD CONSTRAINT activity_body_elsewhere_folded_key UNIQUE (folded);
ALTER TABLE ONLY activity_body_elsewhere
    ADD CONSTRAINT activity_body_elsewhere_pkey PRIMARY KEY (id);
ALTER TABLE ONLY activity_import
    ADD CONSTRAINT activity_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY activity_import_row
    ADD CONSTRAINT activity_import_row_pkey PRIMARY KEY (batch, number);
ALTER TABLE ONLY activity_number
    ADD CONSTRAINT activity_number_pkey PRIMARY KEY (year);
ALTER TABLE ONLY activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY activity_plan
    ADD CONSTRAINT activity_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY activity
    ADD CONSTRAINT activity_reference_key UNIQUE (reference);
ALTER TABLE ONLY activity_source_item
    ADD CONSTRAINT activity_source_item_pkey PRIMARY KEY (source, item);
ALTER TABLE ONLY activity_source
    ADD CONSTRAINT activity_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY activity_subscription
    ADD CONSTRAINT activity_subscription_pkey PRIMARY KEY (source);
ALTER TABLE ONLY activity_version
    ADD CONSTRAINT activity_version_pkey PRIMARY KEY (activity, number);
ALTER TABLE ONLY audit_answer
    ADD CONSTRAINT audit_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_partner
    ADD CONSTRAINT audit_partner_pkey PRIMARY KEY (audit, organisation);
ALTER TABLE ONLY audit_partner
    ADD CONSTRAINT audit_partner_token_key UNIQUE (token);
ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_sheet
    ADD CONSTRAINT audit_sheet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenge_log
    ADD CONSTRAINT challenge_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenge
    ADD CONSTRAINT challenge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY challenge_reply
    ADD CONSTRAINT challenge_reply_pkey PRIMARY KEY (challenge, organisation);
ALTER TABLE ONLY db_id_mark
    ADD CONSTRAINT db_id_mark_pkey PRIMARY KEY (machine);
ALTER TABLE ONLY db_program
    ADD CONSTRAINT db_program_pkey PRIMARY KEY (number);
ALTER TABLE ONLY follow_asked
    ADD CONSTRAINT follow_asked_pkey PRIMARY KEY (token);
ALTER TABLE ONLY follow_choice
    ADD CONSTRAINT follow_choice_pkey PRIMARY KEY (person, kind, subject);
ALTER TABLE ONLY follow_person
    ADD CONSTRAINT follow_person_email_key UNIQUE (email);
ALTER TABLE ONLY follow_person
    ADD CONSTRAINT follow_person_key_key UNIQUE (key);
ALTER TABLE ONLY follow_person
    ADD CONSTRAINT follow_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY form_answer
    ADD CONSTRAINT form_answer_pkey PRIMARY KEY (form_key);
ALTER TABLE ONLY forum_action
    ADD CONSTRAINT forum_action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY forum_attendance
    ADD CONSTRAINT forum_attendance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY forum_meeting
    ADD CONSTRAINT forum_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY forum
    ADD CONSTRAINT forum_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY forum
    ADD CONSTRAINT forum_pkey PRIMARY KEY (id);
ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_email_key_key UNIQUE (email_key);
ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY job
    ADD CONSTRAINT job_kind_key_key UNIQUE (kind, key);
ALTER TABLE ONLY job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY journal_entry
    ADD CONSTRAINT journal_entry_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY journal_head
    ADD CONSTRAINT journal_head_pkey PRIMARY KEY (id);
ALTER TABLE ONLY journal_salt
    ADD CONSTRAINT journal_salt_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY library_document
    ADD CONSTRAINT library_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY library_finding
    ADD CONSTRAINT library_finding_pkey PRIMARY KEY (activity);
ALTER TABLE ONLY library_piece
    ADD CONSTRAINT library_piece_pkey PRIMARY KEY (document, number);
ALTER TABLE ONLY library_search
    ADD CONSTRAINT library_search_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notify_letter
    ADD CONSTRAINT notify_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY one_time_link
    ADD CONSTRAINT one_time_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY one_time_link
    ADD CONSTRAINT one_time_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY organisation
    ADD CONSTRAINT organisation_name_key_key UNIQUE (name_key);
ALTER TABLE ONLY organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY overlap_limit
    ADD CONSTRAINT overlap_limit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY overlap_local_word
    ADD CONSTRAINT overlap_local_word_audience_folded_key UNIQUE (audience, folded);
ALTER TABLE ONLY overlap_local_word
    ADD CONSTRAINT overlap_local_word_pkey PRIMARY KEY (id);
ALTER TABLE ONLY overlap_sample
    ADD CONSTRAINT overlap_sample_pkey PRIMARY KEY (a, b);
ALTER TABLE ONLY overlap_weights
    ADD CONSTRAINT overlap_weights_pkey PRIMARY KEY (id);
ALTER TABLE ONLY partner_profile
    ADD CONSTRAINT partner_profile_pkey PRIMARY KEY (organisation);
ALTER TABLE ONLY person
    ADD CONSTRAINT person_email_key_key UNIQUE (email_key);
ALTER TABLE ONLY person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY place_area
    ADD CONSTRAINT place_area_layer_code_key UNIQUE (layer, code);
ALTER TABLE ONLY place_area
    ADD CONSTRAINT place_area_pkey PRIMARY KEY (id);
ALTER TABLE ONLY place_census
    ADD CONSTRAINT place_census_pkey PRIMARY KEY (id);
ALTER TABLE ONLY place_layer
    ADD CONSTRAINT place_layer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY place_member
    ADD CONSTRAINT place_member_pkey PRIMARY KEY (area, member);
ALTER TABLE ONLY place_postcodes
    ADD CONSTRAINT place_postcodes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY place_residents
    ADD CONSTRAINT place_residents_pkey PRIMARY KEY (census, area);
ALTER TABLE ONLY place_upload
    ADD CONSTRAINT place_upload_person_key UNIQUE (person);
ALTER TABLE ONLY place_upload
    ADD CONSTRAINT place_upload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY toolkit_guide
    ADD CONSTRAINT toolkit_guide_pkey PRIMARY KEY (method, version);
ALTER TABLE ONLY toolkit_use
    ADD CONSTRAINT toolkit_use_pkey PRIMARY KEY (method, day, organisation);
CREATE INDEX activity_by_keeper ON activity USING btree (kept_by) WHERE (kept_by <> 0);
CREATE INDEX activity_by_last_day ON activity USING btree (last_day, id);
CREATE INDEX activity_by_lead ON activity USING btree (lead, last_day);
CREATE INDEX activity_by_umbrella ON activity USING btree (umbrella) WHERE (umbrella IS NOT NULL);
CREATE INDEX activity_import_by_organisation ON activity_import USING btree (organisation, taken_at);
CREATE INDEX activity_import_by_source ON activity_import USING btree (source, taken_at);
CREATE INDEX activity_import_row_by_activity ON activity_import_row USING btree (activity, version);
CREATE INDEX activity_plan_unfinished ON activity_plan USING btree (organisation, changed_at) WHERE (activity IS NULL);
CREATE UNIQUE INDEX activity_source_by_name ON activity_source USING btree (organisation, folded);
CREATE INDEX activity_subscription_by_organisation ON activity_subscription USING btree (organisation);
CREATE INDEX activity_version_by_time ON activity_version USING btree (at);
CREATE INDEX audit_answer_by_activity ON audit_answer USING btree (audit, organisation, activity);
CREATE INDEX audit_answer_by_partner ON audit_answer USING btree (audit, organisation, id);
CREATE INDEX audit_sheet_by_partner ON audit_sheet USING btree (audit, organisation);
CREATE UNIQUE INDEX challenge_asked ON challenge USING btree (a, b) WHERE (state = 0);
CREATE INDEX challenge_by_pair ON challenge USING btree (a, b, asked_at);
CREATE INDEX challenge_by_state ON challenge USING btree (state, reply_by, id);
CREATE INDEX challenge_log_by_challenge ON challenge_log USING btree (challenge, id);
CREATE INDEX follow_asked_by_email ON follow_asked USING btree (email, at);
CREATE INDEX follow_person_to_tell ON follow_person USING btree (weekly, told_until, id);
CREATE INDEX form_answer_by_time ON form_answer USING btree (made);
CREATE INDEX forum_action_by_meeting ON forum_action USING btree (meeting, id);
CREATE INDEX forum_action_open ON forum_action USING btree (forum, due, id) WHERE (done_on IS NULL);
CREATE INDEX forum_attendance_by_meeting ON forum_attendance USING btree (meeting, id);
CREATE INDEX forum_meeting_by_day ON forum_meeting USING btree (forum, day, id);
CREATE INDEX job_by_due ON job USING btree (kind, due_at, id);
CREATE INDEX journal_entry_by_subject ON journal_entry USING btree (subject, "position");
CREATE UNIQUE INDEX library_document_by_activity ON library_document USING btree (activity, digest);
CREATE INDEX library_search_by_person ON library_search USING btree (person, name, id);
CREATE INDEX notify_letter_settled ON notify_letter USING btree (settled_at) WHERE (state <> 0);
CREATE INDEX notify_letter_waiting ON notify_letter USING btree (due_at, id) WHERE (state = 0);
CREATE INDEX one_time_link_by_invitation ON one_time_link USING btree (invitation);
CREATE INDEX one_time_link_by_person ON one_time_link USING btree (person);
CREATE INDEX person_by_organisation ON person USING btree (organisation);
CREATE INDEX place_layer_by_digest ON place_layer USING btree (digest);
CREATE INDEX place_upload_by_age ON place_upload USING btree (at);
CREATE INDEX session_by_end ON session USING btree (expires);
CREATE INDEX session_by_person ON session USING btree (person);
CREATE TRIGGER journal_entry_stays BEFORE DELETE OR UPDATE ON journal_entry FOR EACH ROW EXECUTE FUNCTION journal_refuse();
ALTER TABLE ONLY activity_import_row
    ADD CONSTRAINT activity_import_row_batch_fkey FOREIGN KEY (batch) REFERENCES activity_import(id);
ALTER TABLE ONLY activity_source_item
    ADD CONSTRAINT activity_source_item_source_fkey FOREIGN KEY (source) REFERENCES activity_source(id);
ALTER TABLE ONLY activity_subscription
    ADD CONSTRAINT activity_subscription_source_fkey FOREIGN KEY (source) REFERENCES activity_source(id);
ALTER TABLE ONLY activity_version
    ADD CONSTRAINT activity_version_activity_fkey FOREIGN KEY (activity) REFERENCES activity(id);
ALTER TABLE ONLY audit_answer
    ADD CONSTRAINT audit_answer_audit_fkey FOREIGN KEY (audit) REFERENCES audit(id);
ALTER TABLE ONLY audit_partner
    ADD CONSTRAINT audit_partner_audit_fkey FOREIGN KEY (audit) REFERENCES audit(id);
ALTER TABLE ONLY audit_sheet
    ADD CONSTRAINT audit_sheet_audit_fkey FOREIGN KEY (audit) REFERENCES audit(id);
ALTER TABLE ONLY challenge_log
    ADD CONSTRAINT challenge_log_challenge_fkey FOREIGN KEY (challenge) REFERENCES challenge(id);
ALTER TABLE ONLY challenge_reply
    ADD CONSTRAINT challenge_reply_challenge_fkey FOREIGN KEY (challenge) REFERENCES challenge(id);
ALTER TABLE ONLY follow_choice
    ADD CONSTRAINT follow_choice_person_fkey FOREIGN KEY (person) REFERENCES follow_person(id);
ALTER TABLE ONLY forum_action
    ADD CONSTRAINT forum_action_forum_fkey FOREIGN KEY (forum) REFERENCES forum(id);
ALTER TABLE ONLY forum_action
    ADD CONSTRAINT forum_action_meeting_fkey FOREIGN KEY (meeting) REFERENCES forum_meeting(id);
ALTER TABLE ONLY forum_attendance
    ADD CONSTRAINT forum_attendance_meeting_fkey FOREIGN KEY (meeting) REFERENCES forum_meeting(id);
ALTER TABLE ONLY forum_meeting
    ADD CONSTRAINT forum_meeting_forum_fkey FOREIGN KEY (forum) REFERENCES forum(id);
ALTER TABLE ONLY invitation
    ADD CONSTRAINT invitation_organisation_fkey FOREIGN KEY (organisation) REFERENCES organisation(id);
ALTER TABLE ONLY journal_salt
    ADD CONSTRAINT journal_salt_position_fkey FOREIGN KEY ("position") REFERENCES journal_entry("position");
ALTER TABLE ONLY library_document
    ADD CONSTRAINT library_document_activity_fkey FOREIGN KEY (activity) REFERENCES activity(id);
ALTER TABLE ONLY library_finding
    ADD CONSTRAINT library_finding_activity_fkey FOREIGN KEY (activity) REFERENCES activity(id);
ALTER TABLE ONLY library_piece
    ADD CONSTRAINT library_piece_document_fkey FOREIGN KEY (document) REFERENCES library_document(id);
ALTER TABLE ONLY one_time_link
    ADD CONSTRAINT one_time_link_invitation_fkey FOREIGN KEY (invitation) REFERENCES invitation(id);
ALTER TABLE ONLY one_time_link
    ADD CONSTRAINT one_time_link_person_fkey FOREIGN KEY (person) REFERENCES person(id);
ALTER TABLE ONLY partner_profile
    ADD CONSTRAINT partner_profile_organisation_fkey FOREIGN KEY (organisation) REFERENCES organisation(id);
ALTER TABLE ONLY person
    ADD CONSTRAINT person_organisation_fkey FOREIGN KEY (organisation) REFERENCES organisation(id);
ALTER TABLE ONLY place_area
    ADD CONSTRAINT place_area_layer_fkey FOREIGN KEY (layer) REFERENCES place_layer(id);
ALTER TABLE ONLY place_census
    ADD CONSTRAINT place_census_layer_fkey FOREIGN KEY (layer) REFERENCES place_layer(id);
ALTER TABLE ONLY place_member
    ADD CONSTRAINT place_member_area_fkey FOREIGN KEY (area) REFERENCES place_area(id);
ALTER TABLE ONLY place_residents
    ADD CONSTRAINT place_residents_area_fkey FOREIGN KEY (area) REFERENCES place_area(id);
ALTER TABLE ONLY place_residents
    ADD CONSTRAINT place_residents_census_fkey FOREIGN KEY (census) REFERENCES place_census(id);
ALTER TABLE ONLY session
    ADD CONSTRAINT session_person_fkey FOREIGN KEY (person) REFERENCES person(id);
