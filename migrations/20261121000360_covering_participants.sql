-- Everybody's taken time is read for every list of free times. With what that query needs beside the interval in the index itself, it is
-- answered from the index alone: otherwise each of some hundred rows costs a page of the table, anywhere in it.
alter table participants
    drop constraint participants_no_overlap,
    add constraint participants_no_overlap exclude using gist (subject_id with =, during with &&)
        include (organization_id, occurrence_id, booking_id, hold_id, before_min, after_min, expires_at);
