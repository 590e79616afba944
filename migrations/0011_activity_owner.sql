-- Who looks after an activity: whoever registered it, as its first version says.
ALTER TABLE activity ADD COLUMN owner {int64} NOT NULL DEFAULT 0;
UPDATE activity SET owner = COALESCE((SELECT person FROM activity_version v WHERE v.activity = activity.id AND v.number = 1), 0);
