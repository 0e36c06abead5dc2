# Repeating series: chosen when booking, shown afterwards, set at the event type.

# Which of a series
series-place = { $position } of { $of }
series-title = Series
series-sub = { $of ->
    [one] 1 date agreed.
   *[other] { $of } dates agreed. Each can be moved or cancelled by itself.
}
series-this = This one

# When booking
series-how-often = How often
series-once = Once
series-choice = { $n ->
    [one] Once
   *[other] { $n } times, until { $last }
}
series-rule-daily = Every day at the same time, or not at all: all dates are checked together.
series-rule-weekly = { $n ->
    [one] Every week at the same time, or not at all: all dates are checked together.
   *[other] Every { $n } weeks at the same time, or not at all: all dates are checked together.
}
series-refused-title = { $n ->
    [one] 1 date of the series cannot be had
   *[other] { $n } dates of the series cannot be had
}
series-refused-text = Choose fewer dates or another time.
series-refused-along = Choose fewer dates, or one of the times below: every date moves along with it.
series-free-then = Free around it:
series-none-free = Nothing is free around it.
series-look = Show the dates
series-free = free
series-all-free = { $n ->
    [one] The date can be had
   *[other] All { $n } dates can be had
}
series-look-text = All are booked, or none. Choose fewer dates or another time.
series-dates = { $n ->
    [one] 1 date
   *[other] { $n } dates
}

# Why a date cannot be had
series-why-taken = Somebody or a room is taken
series-why-hours = Outside the hours
series-why-away = The host is away
series-why-holiday = Public holiday
series-why-pause = Break
series-why-notice = Too soon
series-why-window = Too far ahead to book
series-why-limit = The limit for that period is reached
series-why-talent = The talent has no time
series-why-calendar = A calendar cannot be read just now
series-why-other = Not offered

# What is done to the rest
series-rest = { $n ->
    [one] Also the one after it
   *[other] Also the { $n } after it
}
series-confirm-all = { $n ->
    [one] I'll be there
   *[other] I'll be there all { $n } times
}
series-accept-all = { $n ->
    [one] Accept
   *[other] Accept all { $n }
}

# At the event type
series-setting = Repeating series
series-setting-sub = Several auditions booked as one: every date is checked, and all are booked or none.
series-setting-how = Repeats
series-setting-off = Off
series-setting-off-note = One audition at a time.
series-setting-daily = Every day
series-setting-weekly = Every week
series-setting-weeks = Every few weeks
series-setting-interval = Weeks between two dates
series-setting-interval-hint = 2 to 12
series-setting-most = Dates at most
series-setting-most-hint = 2 to 52. The booking window must reach the last of them.
