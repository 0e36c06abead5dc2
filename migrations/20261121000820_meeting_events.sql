-- A meeting with several places stands in its hosts' calendars once, not once for each booking in it.
alter table booking_calendar_events
    alter column booking_id drop not null,
    -- The meeting, instead of one booking.
    add column occurrence_id uuid references occurrences on delete cascade,
    add constraint booking_calendar_events_of_check check (num_nonnulls(booking_id, occurrence_id) = 1),
    add constraint booking_calendar_events_meeting_key unique (occurrence_id, user_id, calendar_id);

-- What is still to be written, and may have lost its job.
create index booking_calendar_events_unwritten_idx on booking_calendar_events (created_at) where revision is null and failing_since is null;

-- Those of hosts that were written for each booking are looked after once more by the next sweep: the meeting's event is made, they are
-- taken away.
update booking_calendar_events e set revision = null, starts_at = null, ends_at = null, written_at = null,
    seen_kind = null, seen_starts_at = null, seen_ends_at = null, seen_at = null
from bookings b join occurrences oc on oc.id = b.occurrence_id
where b.id = e.booking_id and oc.capacity > 1 and e.user_id = any(oc.staff_ids);
