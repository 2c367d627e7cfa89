-- One organisation can have two aanmeldingen of a person that have not ended: one whose end is known, and the one that
-- begins on that day. So the place of a jongere on a list is found by this index, and is not unique in it.
DROP INDEX werkregel_uuid;
CREATE INDEX werkregel_uuid ON werkregel (organisatie, uuid);
