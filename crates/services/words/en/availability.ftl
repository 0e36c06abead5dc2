# Weekly hours, one-date overrides, time off.
hours-weekly = Weekly hours
hours-weekly-hint = An end before its start runs past midnight. 24:00 ends the day.
hours-from = From
hours-to = To
hours-from-on = { $day }, from
hours-to-on = { $day }, to
hours-none = Not available
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
availability-save = Save hours
availability-overrides = Other hours on one date
availability-overrides-hint = They replace the weekly hours of that date.
availability-add-date = Set this date
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
availability-preview-hint = As casting offices will see your hours.
said-hours-saved = Your hours are saved.
said-hours-merged = Your hours are saved. Spans that overlapped or touched were joined into one.
said-time-off-added = Time off added. Existing auditions stay; cancel or move them yourself.
