-- Feasts of the lunar calendar may move by a day with the sighting of the moon; lists say so until the date is known.
alter table holidays add column may_shift boolean not null default false;
