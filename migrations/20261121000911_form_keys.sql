-- Which booking a form made: a public form carries a key of its own, and sent once more it shows the booking it made. Kept for a day.
create table form_keys (
    key_hash bytea primary key,
    booking_id uuid not null references bookings on delete cascade,
    made_at timestamptz not null
);
create index form_keys_booking_id_idx on form_keys (booking_id);
create index form_keys_made_at_idx on form_keys (made_at);
