# Weekly hours, one-date overrides, time off.
hours-weekly = Weekly hours
hours-weekly-hint = An end before its start runs past midnight. 24:00 ends the day.
hours-from = From
hours-to = To
hours-from-on = { $day }, from
hours-to-on = { $day }, to
hours-none = Not available
hours-open = Available
hours-override-on = Changed: { $hours }
hours-add = Add hours
hours-add-on = Add hours on { $day }
hours-remove-on = Remove these hours on { $day }
hours-copy = Copy to other days
hours-copy-from = Copy { $day } to other days
hours-copy-to = Copy to
hours-copy-apply = Copy
hours-copied = { $n ->
    [one] Copied to 1 day.
   *[other] Copied to { $n } days.
}
hours-past-midnight = ends the next day
hours-override-date = Date
hours-override-closed = Not available on this date

hours-override-hours = Hours on that date
availability-unstated = You have stated no hours yet. Casting offices see every time their team is free; stating hours keeps requests inside them.
availability-unstated-host = You have stated no hours yet, so nothing can be booked with you. Add the hours in which you take auditions.
availability-save = Save hours
availability-overrides = Other hours on one date
availability-overrides-hint = They replace the weekly hours of that date. Choose it in the month.
availability-add-date = Set this date
availability-add-date-more = Type a date
availability-off = Time off
availability-off-hint = Whole days, or part of a day with times. It beats all hours.
availability-off-from = First day
availability-off-to = Last day
availability-off-from-time = From (part of a day)
availability-off-to-time = To (part of a day)
availability-off-reason = Reason
availability-add-off = Add time off
availability-away = away
availability-preview = The coming two weeks
availability-preview-host = When you can be booked.
availability-preview-hint = As casting offices will see your hours.
said-hours-saved = Your hours are saved.
said-hours-merged = Your hours are saved. Spans that overlapped or touched were joined into one.
said-time-off-added = Time off added. Existing auditions stay; cancel or move them yourself.
travel-title = Travel
travel-hint = On these dates your hours are read by the clock of the place you are in.
travel-zone = Time zone there
travel-add = Add travel
said-travel-added = Travel added. Existing auditions stay; cancel or move them yourself.
schedules-title = Your schedules
schedules-hint = This page changes one at a time. The one that is used counts everywhere; the others wait, or count for the event types that name them.
schedules-open = Open
schedules-shown = on this page
schedules-more = Add, rename or delete
schedules-name = Name of the schedule on this page
schedules-rename = Rename
schedules-delete = Delete this schedule
schedules-new = New schedule
schedules-new-name = Name of a new schedule
schedules-new-hint = It begins as a copy of the one on this page.
said-schedule-added = The new schedule is here. Change its hours below.
said-schedule-renamed = The schedule is renamed.
said-schedule-deleted = The schedule is deleted. Event types that named it go by the one that is used.
schedules-used = Used
schedules-use = Use this one
said-schedule-used = This schedule is used from now on. Existing auditions stay; cancel or move them yourself.

pattern-title = Hours that repeat
pattern-hint = Every other week, the first Monday of a month, or any rule. They add to the weekly hours.
pattern-repeat = What repeats
pattern-weeks = Days of the week
pattern-weekday = A weekday of the month
pattern-month-day = A day of the month
pattern-rule = A rule (RRULE)
pattern-days = On
pattern-nth = Which one
pattern-which-day = Weekday
pattern-first = first
pattern-second = second
pattern-third = third
pattern-fourth = fourth
pattern-last = last
pattern-day-of-month = Day of the month
pattern-rrule = Recurrence rule
pattern-rrule-hint = As calendars write it (RFC 5545), daily or rarer.
pattern-every = Every
pattern-every-hint = Weeks or months: 1 is every one, 2 every other.
pattern-starts = First day it may be
pattern-ends = Ends
pattern-ends-never = Never
pattern-ends-on = On a date
pattern-ends-after = After a number of times
pattern-last-date = Last date
pattern-count = How many times
pattern-except = Not on these dates
pattern-except-hint = Dates such as 2026-12-24, with commas between.
pattern-add = Add these hours
pattern-add-more = Add hours that repeat
pattern-preview = Show the dates
pattern-preview-title = The coming dates
pattern-no-dates = No dates from today on.
pattern-next = Next: { $day }
pattern-says-weeks = { $n ->
    [one] Every week: { $days }
   *[other] Every { $n } weeks: { $days }
}
pattern-says-weekday = { $n ->
    [one] The { $nth } { $day } of every month
   *[other] The { $nth } { $day } of every { $n } months
}
pattern-says-month-day = { $n ->
    [one] Day { $day } of every month
   *[other] Day { $day } of every { $n } months
}
pattern-says-rule = By rule: { $rule }
pattern-says-count = { $n ->
    [one] once
   *[other] { $n } times
}
pattern-says-until = until { $day }
pattern-says-except = not on { $days }
hours-week-grid = Week: drag over a day to add hours, drag an edge or a block to change them. The fields do the same.
said-pattern-added = The repeating hours are added.
said-event-hours-ended = Removed. It can now be booked whenever its hosts are there.
