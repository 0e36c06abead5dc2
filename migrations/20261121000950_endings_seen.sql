-- When somebody of the office has seen that an audition was declined or called off: until then it stands in what waits for them.
alter table bookings add column ending_seen_at timestamptz;
