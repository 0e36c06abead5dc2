-- Whence somebody came is forgotten after the retention time: only lines that still say it are looked through, not all that ever were.
create index audit_entries_traces_idx on audit_entries (organization_id, at) where address is not null or user_agent is not null;
