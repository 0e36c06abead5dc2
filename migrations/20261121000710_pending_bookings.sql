-- Requests that wait for an answer: the sweep ends those whose time came.
create index bookings_pending_idx on bookings (occurrence_id) where status = 'pending';
