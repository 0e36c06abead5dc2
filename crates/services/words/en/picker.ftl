# The slot picker.
picker-title = Choose a time
picker-month = Month
picker-previous-month = Previous month
picker-next-month = Next month
picker-first-free = First free day: { $day }
picker-none-this-month = No free times in { $month }.
picker-none-ahead = No free times in the days that can be booked.
picker-day-times = { $day }, { $times }
picker-day-none = { $day }, no free times
picker-today = today
picker-chosen = chosen
picker-times = { $n ->
    [0] no times
    [one] 1 time
   *[other] { $n } times
}
picker-legend = Shaded days have free times.
picker-legend-both = Shaded days have times free for { $hosts } and { $talent }.
picker-choose-day = Choose a day to see its times.
picker-choose-time = Choose a time
picker-morning = Morning
picker-afternoon = Afternoon
picker-evening = Evening
picker-suits = also suits { $name }
picker-outside = outside { $name }'s hours
picker-show-outside = Show times outside { $name }'s stated hours
picker-hide-outside = Hide times outside { $name }'s stated hours
picker-unstated = { $name } has stated no hours. Every time your team is free is shown.
picker-clock = Clock
picker-clock-12 = 12 h
picker-clock-24 = 24 h
picker-change-zone = Change time zone
picker-venue-time = { $time } at the venue
picker-held = held { $left }
picker-holding = Holding this time
picker-held-announce = { $time } is held for you for { $minutes }.
picker-hold-ended = The hold has ended. The time may still be free: choose it again.
picker-hold-failed = This time could not be held. Your answers are kept; try again.
picker-taken = { $time } has just been taken. Your answers are kept.
picker-not-free = { $time } cannot be booked. Choose another time.
picker-nearest = Nearest free times
picker-continue = Continue
picker-continue-with = Continue with { $time }
picker-why-not = Why not { $day }?
picker-why-hint = Choose a day without times to see why it has none.
picker-stale = A calendar outside could not be read lately: some of these times may be taken.
picker-load-failed = The times could not be loaded.
picker-retry = Try again
picker-loading = Loading times
picker-places-left = { $n ->
    [one] 1 place left
   *[other] { $n } places left
}
