-- Who did not come to a booking beside its talent, whose no-show is the booking's status: a host, or somebody who comes along, by their
-- address on the booking's list. A row stays when it is taken back, and when the team or the list changes: who comes back is who they were.
create table booking_absences (
    id uuid primary key,
    booking_id uuid not null references bookings on delete cascade,
    user_id uuid references users on delete cascade,
    -- Emptied when the organisation forgets how guests are reached.
    guest_email text check (length(guest_email) <= 320),
    -- Whether they are held not to have come; false once that was taken back.
    no_show boolean not null,
    -- Who said so last, and when.
    marked_by uuid references users on delete set null,
    marked_at timestamptz not null,
    constraint booking_absences_who_check check (num_nonnulls(user_id, guest_email) = 1)
);
create unique index booking_absences_host_key on booking_absences (booking_id, user_id) where user_id is not null;
create unique index booking_absences_guest_key on booking_absences (booking_id, guest_email) where guest_email <> '';
create index booking_absences_booking_id_idx on booking_absences (booking_id);
create index booking_absences_user_id_idx on booking_absences (user_id);
create index booking_absences_marked_by_idx on booking_absences (marked_by);
