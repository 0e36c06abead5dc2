-- A bell that rang since somebody began to read the calendar: it is read again at once, because what rang may be behind what was read.
alter table calendars add column rung_at timestamptz;
