-- One division of the place: a body's areas, at one vintage. A newer vintage is another layer beside it.
CREATE TABLE place_layer (
    id {int64} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner {int64} NOT NULL,
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    may_overlap {int64} NOT NULL CHECK (may_overlap IN (0, 1)),
    members_of {int64} NOT NULL,
    digest TEXT NOT NULL,
    method TEXT NOT NULL,
    report TEXT NOT NULL,
    imported {int64} NOT NULL
){strict};
CREATE INDEX place_layer_by_digest ON place_layer (digest);

-- Ground is WKB in metres (EPSG:27700); none where the area is made of members.
CREATE TABLE place_area (
    id {int64} NOT NULL PRIMARY KEY,
    layer {int64} NOT NULL REFERENCES place_layer (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    ground {blob},
    UNIQUE (layer, code)
){strict};

CREATE TABLE place_member (
    area {int64} NOT NULL REFERENCES place_area (id),
    member TEXT NOT NULL,
    PRIMARY KEY (area, member)
){strict};

-- Who lives in the small areas of a layer. The newest is the one that counts.
CREATE TABLE place_census (
    id {int64} NOT NULL PRIMARY KEY,
    layer {int64} NOT NULL REFERENCES place_layer (id),
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    imported {int64} NOT NULL
){strict};

CREATE TABLE place_residents (
    census {int64} NOT NULL REFERENCES place_census (id),
    area {int64} NOT NULL REFERENCES place_area (id),
    people {real} NOT NULL,
    PRIMARY KEY (census, area)
){strict};

-- All postcodes in one packed block, with its checksum; a million rows would cost four times the space.
CREATE TABLE place_postcodes (
    id {int64} NOT NULL PRIMARY KEY,
    content {blob} NOT NULL,
    postcodes {int64} NOT NULL,
    vintage TEXT NOT NULL,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    digest TEXT NOT NULL,
    report TEXT NOT NULL,
    imported {int64} NOT NULL
){strict};

-- What other capabilities may read.
CREATE VIEW places_public_area AS
    SELECT a.id AS id, a.layer AS layer, a.code AS code, a.name AS name, l.kind AS kind, l.owner AS owner
    FROM place_area a JOIN place_layer l ON l.id = a.layer;
