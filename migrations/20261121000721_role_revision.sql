-- Two who change a role at once: the second is told.
alter table roles add column revision int not null default 1;
