# Words of the area: desk. The calendar, the lists a caster works in all day, printing, booking several at once.
calendar-view = How much is shown
calendar-day = Day
calendar-week = Week
calendar-month = Month
calendar-earlier = Earlier
calendar-later = Later
calendar-filter = What is shown
calendar-all-calls = All calls
calendar-all-hosts = Everybody
calendar-all-statuses = Any status
calendar-host = With: { $name }
calendar-me = me
calendar-zone = in { $zone }
calendar-none = Nothing is booked here.
calendar-cut = More is booked than can be shown at once. Choose a call, a person or a shorter time.
calendar-more = + { $n }
calendar-hint = Drag an audition to another time, or press M on it and use the arrow keys. No one is told until you confirm.
calendar-lifted = { $who } is picked up. The arrow keys move it, Enter puts it down, Escape leaves it where it was.
calendar-put = { $day }, { $time }
calendar-left = Left where it was.
calendar-move-title = Move { $name }?
calendar-outside = This is outside { $name }'s stated hours.
calendar-not-free = This time is not free.
calendar-none-that-day = That day has no other free time.
calendar-instead = Free on that day:
calendar-all-times = Look for another time

desk-print = Print
desk-sheet = Auditions of the day
desk-came = Came

live-updated = Something changed; what you see is up to date.

desk-all = All
desk-export = Export
desk-call = Casting call
desk-clear = Clear
desk-none-found = Nothing fits
desk-none-found-text = No booking fits what you chose. Clear a filter, or look among past ones.
desk-views = Saved views
desk-view-keep = Save this view
desk-view-name = Name of the view
desk-view-save = Save
desk-view-remove = Remove the view { $name }
said-view-saved = The view is saved. Only you see it.
audit-booking-exported = exported a list of bookings ({ $n })

bulk-choose = Choose { $name }
bulk-all = Choose everybody here
bulk-none = Choose nobody
bulk-shown = { $n ->
    [one] 1 applicant on this page is chosen.
   *[other] { $n } applicants on this page are chosen.
}
bulk-match = Choose all { $n } who match
bulk-matched = All { $n } who match are chosen, also those on other pages.
bulk-too-many = More than { $most } match. To mark everybody at once, choose a role, a status or a name first.
bulk-chosen = Chosen:
bulk-mark = Mark as
bulk-marks = Mark
bulk-marks-all = Mark all { $n }
said-marked-all = { $n ->
    [one] 1 applicant is marked.
   *[other] All { $n } applicants are marked.
}
said-marked-some = { $n ->
    [0] Nobody had to be marked: all { $all } were so already.
    [one] 1 applicant of { $all } is marked; the others were so already.
   *[other] { $n } applicants of { $all } are marked; the others were so already.
}
run-title = Book one after the other
run-nobody = Nobody is chosen
run-nobody-text = Tick the applicants in the call's list, then book them one after the other.
run-date = Day
run-time = From
run-zone = { $zone }. The run ends with that day.
run-outside = Outside stated hours too
run-plan = Show who gets when
run-summary = { $n } of { $all } get a time.
run-free = Free
run-outside-mark = Outside stated hours
run-already = Has an audition already
run-full = No time left that day
run-message = Message to all of them
run-send = { $n ->
    [one] Book 1 audition
   *[other] Book { $n } auditions
}
run-booked = Booked
run-done = { $n } of { $all } are booked. The talent get a mail with the invitation.
run-done-none = None of { $all } could be booked. Nobody was mailed.
run-needs-answers = This kind asks questions: book it by itself
run-failed = Something failed. Try again.
run-rest = Look for other times for the rest
