-- What an organisation tells others about itself. One row for each organisation that has told something.

CREATE TABLE partner_profile (
    organisation {int64} NOT NULL PRIMARY KEY REFERENCES organisation (id),
    contact_name TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    web_address TEXT NOT NULL,
    description TEXT NOT NULL,
    version {int64} NOT NULL,
    changed {int64} NOT NULL
){strict};
