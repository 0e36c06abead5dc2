-- Webhooks tell of more than bookings. What a message is about is named as in the audit log: a kind and an id. What it names may be gone when
-- the message is sent (an application that was taken back), so nothing refers to it.
alter table webhook_deliveries
    add column subject_kind text,
    add column subject_id uuid,
    add constraint webhook_deliveries_subject_check check ((subject_kind is null) = (subject_id is null));
update webhook_deliveries set subject_kind = 'bkg', subject_id = booking_id where booking_id is not null;
-- Its indexes go with it.
alter table webhook_deliveries drop column booking_id;
-- What holds a later event of the same thing.
create index webhook_deliveries_waiting_idx on webhook_deliveries (webhook_id, subject_id, revision) where status = 'waiting';
