-- A hold on the first place of a meeting with several names the meeting that will be made: others may hold or book places in it meanwhile. Of its
-- holds the one that ends last keeps team and room; whoever books first makes the meeting, under this id, and the others then keep places in it.
alter table holds add column meeting_id uuid;
create index holds_meeting_id_idx on holds (meeting_id);
