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
