-- What a form that was sent led to, so that the same form sent again leads there too and does nothing twice.

CREATE TABLE form_answer (
    form_key TEXT NOT NULL PRIMARY KEY,
    body_hash {blob} NOT NULL,
    answer TEXT NOT NULL,
    made {int64} NOT NULL
){strict};
CREATE INDEX form_answer_by_time ON form_answer (made);
