-- A plan is its body's: colleagues find each other's. What was registered is no plan any more.
DROP INDEX activity_plan_by_person;
CREATE INDEX activity_plan_unfinished ON activity_plan (organisation, changed_at) WHERE activity IS NULL;
