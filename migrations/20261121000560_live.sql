-- Open pages follow what happens: every line of a booking's history is told to whoever listens, when its transaction commits. Only which
-- booking and what kind of line goes out; who may know of it is looked up by the server that hears it.
create function tell_booking_event() returns trigger language plpgsql as $$
begin
    perform pg_notify('callboard_bookings', new.booking_id::text || ' ' || new.kind);
    return null;
end $$;
create trigger booking_events_told after insert on booking_events
    for each row execute function tell_booking_event();
