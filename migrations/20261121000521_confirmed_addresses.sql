-- A request to book that waits for its address to be confirmed is a one-time link that carries it.
alter table one_time_links drop constraint one_time_links_kind_check;
alter table one_time_links add constraint one_time_links_kind_check
    check (kind in ('verify', 'reset', 'invite', 'claim', 'setup', 'book'));
