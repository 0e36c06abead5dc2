-- The number that stands for an event type where programs written for Cal.com ask for one: the 53 random bits at the end of its id
-- (domain::id::Id::number), found again by an index. Messages in Cal.com's format carry the same.
alter table event_types
    add column number bigint generated always as (('x' || right(replace(id::text, '-', ''), 14))::bit(56)::bigint & 9007199254740991) stored,
    add constraint event_types_number_key unique (number);
