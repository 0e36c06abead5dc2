-- Whether whoever books is told how many places of a time are left (rule 16); it says something only where a meeting has several.
alter table event_types add column shows_places_left boolean not null default true;
