-- Questions that are asked only after certain answers to an earlier one: {"key": "drives", "is": ["yes"]}.
alter table questions add column shown_when jsonb;

-- Where whoever booked may go on to, as a link; only to hosts the organisation allows.
alter table event_types add column redirect_url text check (length(redirect_url) <= 2000);
alter table organizations add column redirect_hosts text[] not null default '{}' check (cardinality(redirect_hosts) <= 50);

-- What a new event type starts from, as JSON of services::event_types::Defaults; empty: what the product suggests.
alter table organizations add column event_type_defaults jsonb not null default '{}';
