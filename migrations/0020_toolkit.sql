-- A partnership's own words over a guide of the program: the latest version counts; one that is given up says `given_up`.
CREATE TABLE toolkit_guide (
    method TEXT NOT NULL,
    version {int64} NOT NULL,
    given_up {int64} NOT NULL,
    in_short TEXT NOT NULL,
    fits TEXT NOT NULL,
    fits_not TEXT NOT NULL,
    steps TEXT NOT NULL,
    time_needed TEXT NOT NULL,
    cost TEXT NOT NULL,
    access TEXT NOT NULL,
    pitfalls TEXT NOT NULL,
    person {int64} NOT NULL,
    organisation {int64} NOT NULL,
    at {int64} NOT NULL,
    PRIMARY KEY (method, version)
){strict};

-- How often the people of a body opened a guide on a day. Who it was is not kept.
CREATE TABLE toolkit_use (
    method TEXT NOT NULL,
    day TEXT NOT NULL,
    organisation {int64} NOT NULL,
    times {int64} NOT NULL,
    PRIMARY KEY (method, day, organisation)
){strict};
