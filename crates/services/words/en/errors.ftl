# What went wrong and what to do.
errors-summary = { $n ->
    [one] One thing needs your attention
   *[other] { $n } things need your attention
}
errors-in-field = Error:
error-required = Fill this in.
error-email = Write an address such as name@example.com.
error-phone = Write a number with its country code, such as +966 50 123 4567.
error-url = Write a whole address, starting with https://.
error-number = Write a whole number.
error-time = Write a time such as 09:30.
error-date = Choose a date.
error-choice = Choose one of the options.
error-too-long = This is too long. Shorten it.
error-too-long-guests = { $limit ->
    [0] Nobody else can come along.
    [one] One other person at most can come along.
   *[other] At most { $limit } others can come along.
}
error-too-short = This is too short.
error-zone = Choose a time zone from the list.
error-stale = Someone changed this while you were editing. Check the current values and save again.
error-saved-meanwhile = Saved now: { $value }
error-saved-empty = Saved now: nothing
error-saved-on = Saved now: on
error-saved-off = Saved now: off
error-taken-email = Somebody here has this address already.
error-required-file = Choose a CSV file whose first line names its columns, one of them “name”.
error-other = Something is wrong here. Check it and try again.

error-404-title = There is nothing at this address
error-404-text = The link may be old or mistyped. Nothing has been lost.
error-403-title = This page is not open to you
error-403-text = You are signed in, but your role does not include this page. Ask an admin of your organisation.
error-500-title = Something broke on our side
error-500-text = Nothing you typed was acted on. Try again in a moment; if it stays, tell us the number below.
error-request = Request { $id }
error-go-home = Go to the start
error-invalid = This is not in a form we understand. Check it.
error-invalid-roomId = Others have a place in this meeting, so its room stays.
error-too-small = Use at least { $limit }.
error-too-large = Use at most { $limit }.
error-taken = This is taken. Choose another.
error-twice = The same is here twice. Change or remove one.
error-too-many = At most { $limit } are possible.
error-host-not-listed = Links may lead only to the hosts your organisation lists in its settings.
error-depends = It is asked only after “{ $name }”, which is gone, comes later, or can no longer be answered so. Choose when to ask it.
error-depends-closed = It has no hours of its own yet: it is booked whenever its hosts are there. Choose its own hours first, then close single dates of them.
error-ends-before-start = The end must come after the start.
error-past = This is in the past. Choose a later time.
error-breached = This password is on lists that attackers try first. Choose another.
error-wrong = This does not match. Try again.
error-limit-hierarchy = A limit for a longer period cannot be smaller than one for a shorter period.
error-limit-below-length = Use at least { $limit } minutes, or remove this limit.
error-unknown-variable = Line { $limit }: the braces hold no variable of the list, or one brace lacks its other.
error-limited = Too many attempts. Wait a little and try again.
error-internal = Something broke on our side and nothing was saved. Your entries are still here: try again.

refusal-slot-taken = Someone has just taken this time.
refusal-series = Some dates of the series cannot be had, so nothing was booked. They are listed below; what you typed is kept.
refusal-already-booked = This application already has an audition in this round.
refusal-not-possible-now = This can no longer be done: the booking has changed in the meantime. Its present state is shown here.
refusal-stale = Someone changed this while you were looking at it. The present state is shown here; try again.
refusal-stale-typed = Someone saved this while you were typing. What you typed is still here; where it differs, what is saved now stands at the field. Saving again replaces it.
refusal-hold-expired = The time was no longer kept for you. Choose it again if it is still free.
refusal-too-many-holds = Too many times are being kept from this address. Finish or leave another form first.
refusal-request-closed = This request has been answered already.
refusal-request-open = Another time has been asked for already.
refusal-not-started = The audition has not begun yet, so attendance cannot be marked.
refusal-change-closed = This can no longer be changed here. Please contact the office.
refusal-too-many-bookings = There are already several bookings for this e-mail address. Please contact the office.
refusal-link-dead = This audition is over or was called off. You can still read about it here.
refusal-wrong-credentials = The address or the password is not right.
refusal-wrong-code = The code is not right or was used already. Wait for the next one.
refusal-link-expired = This link was used or has expired. Ask for a new one.
refusal-sign-up-closed = Accounts are by invitation here. Ask the casting office for one.
refusal-last-admin = The organisation needs at least one admin.
refusal-call-closed = This casting call does not take applications now.
refusal-already-applied = This talent has applied for this role already.
refusal-list-changed = The list changed since you looked, so nobody was marked. Who matches now is shown below.
refusal-in-use = Something still depends on this, so it cannot be removed.
refusal-already-set-up = This installation has been set up. Sign in.
refusal-second-factor = Admins need a second factor. Set it up to go on.
refusal-webhook-not-active = This webhook is paused or disabled. Switch it on first.

reason-outside-hours = Nobody who would be needed works at this time.
reason-event-hours = This cannot be booked at this time of day: it has hours of its own.
reason-out-of-office = Someone who is needed is away then.
reason-holiday = That day is a holiday.
reason-pause = There is a break at that time.
reason-busy = Someone or a room is busy then.
reason-buffer = The time needed before or after would run into another audition.
reason-past = That time has passed.
reason-no-room = None of its rooms is free then.
reason-notice = That is too soon: this kind of audition needs more notice.
reason-window = That is too far ahead for this kind of audition.
reason-hold = Someone is booking this time right now.
reason-seats = All places at that time are taken.
reason-talent-hours = That is outside the talent's stated hours.
reason-talent-busy = The talent is not available then.
reason-calendar-stale = A calendar could not be read lately, so that time cannot be promised.
reason-limit = The limit of auditions for that period is reached.
error-no-answer = Nobody answers there. Check the address, or try again later.
error-nothing-there = No calendars were found there.
