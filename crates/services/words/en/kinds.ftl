# Words of the area: kinds. What event types have beside their times: price, order, conditions, where bookings lead on to.
event-types-arrange = Order and copy
event-types-up = Move { $name } up
event-types-down = Move { $name } down
event-types-duplicate-one = Duplicate { $name }
said-event-type-duplicated = A copy was made. Nobody outside can book it until you share it.
said-event-type-moved = The order was changed.
event-type-price = Price
event-type-price-hint = Shown to whoever books; nothing is charged.
event-type-currency = Currency
public-price-note = To be paid to the office; nothing is charged here.
question-when = Asked
question-when-always = Always
question-when-ticked = Only if “{ $question }” is ticked
question-when-answer = Only if “{ $question }” is answered “{ $answer }”
question-when-other = Only after certain answers, as it was
onward-title = After booking
onward-sub = A link on the page of what was booked. Nobody is sent there by themselves.
onward-address = Address to go on to
onward-no-hosts = An admin first names the hosts it may lead to, in the organisation's settings.
onward-hosts-are = On: { $hosts }
onward-office-sub = Event types may offer a link to one of these hosts.
onward-hosts = Allowed hosts
onward-hosts-hint = One a line, such as www.example.com.
guest-onward = Go on to { $host }
audit-event-type-duplicated = made a copy of an event type: { $object }
audit-event-type-moved = changed the place of the event type { $object } in the list
audit-organization-hosts-changed = changed where links after booking may lead ({ $n })

preview-by-role = Free times by role
preview-look = Preview
preview-title = What this changes
preview-free = Free times
preview-compared = Coming two weeks, compared with now
preview-now = Coming two weeks
preview-none = Nothing can be booked in the coming two weeks.
preview-less = { $n } fewer
preview-more = { $n } more
preview-all = { $all ->
    [0] No free time.
    [one] 1 free time.
   *[other] { $all } free times.
}
preview-same = Changes nothing here.
preview-removes = Removes { $removed } of { $all } times. Booked auditions stay.
preview-adds = { $added ->
    [one] Adds 1 time.
   *[other] Adds { $added } times.
}
preview-both = Removes { $removed } of { $all } times and adds { $added }. Booked auditions stay.
preview-ask = Preview shows what the changes do to the free times.
preview-wrong = Correct the form first: it cannot be saved like this.

defaults-title = New event types
defaults-sub = What they start from. Those there are stay as they are.
defaults-window = Bookable ahead
defaults-window-hint = Empty: without end.
audit-organization-defaults-changed = changed what new event types start from

off-delegate = Stands in
off-delegate-hint = Named to your office when something of yours is handed on.
off-delegate-is = { $name } stands in.
off-nobody = Nobody
# What is booked and would not fit any more after saving.
unfit-title = { $n ->
    [one] 1 audition that is booked would not fit any more
   *[other] { $n } auditions that are booked would not fit any more
}
unfit-title-first = Of the next 500 auditions, { $n } would not fit any more
unfit-text = Saving changes nothing about them: they stay booked, and nobody is told. Move them, hand them on where somebody else can take over, or save all the same.
unfit-anyway = Save all the same
unfit-all = All of these days in Bookings
unfit-hidden = An audition you cannot open
unfit-duration = not offered for so long any more
unfit-window = further ahead than can be booked
unfit-limit = more than the limit
unfit-seats = more than the places
unfit-holiday = on a holiday
unfit-pause = in a break
unfit-away = while away
unfit-close = too close to another
unfit-host = without its host
unfit-room = its room is closed or not offered
unfit-event-hours = it is outside the event type’s own hours
unfit-hours = outside the hours
unfit-other = not possible any more

history-reassigned = Handed on
message-kind-reassigned = Handed on
audit-booking-reassigned = handed on the audition of { $object }
webhook-topic-reassigned = Handed on
bookings-reassign = Hand on
bookings-reassign-title = Hand on to somebody else
bookings-reassign-sub = Time and place stay. The talent and both hosts are told once.
bookings-guest-reassign-sub = Time and place stay. The guest and both hosts are told once.
bookings-reassign-from = In place of { $name }
bookings-reassign-free = Free then
bookings-reassign-delegate = stands in for { $name }
bookings-reassign-nobody = Nobody else who could take over is free then.
bookings-reassign-send = Hand on
said-reassigned = Handed on. The talent and both hosts have been told.
said-reassigned-guest = Handed on. The guest and both hosts have been told.
booking-why = Why { $team }
booking-why-together = Everybody who hosts this event type receives the talent together; nobody was chosen in turn.
booking-why-elsewhere = It was agreed elsewhere and is kept here as it was.
booking-why-outside = The office chose a time outside the talent's stated hours.
booking-why-gone = Somebody who left
booking-why-least = Whoever was booked longest ago comes next.
booking-why-fewest = Whoever is furthest behind an equal share comes next.
booking-why-weighted = Whoever is furthest behind the share of their weight comes next.
booking-why-counted = Counted: { $since }.
booking-why-only = { $name } alone was free.
booking-why-shortfall = { $name } was furthest behind their share.
booking-why-weight = { $name } was as far behind as the next, and has the larger weight.
booking-why-priority = { $name } has the higher priority.
booking-why-recent = { $name } was booked longest ago.
booking-why-even = All stood alike; { $name } comes first by a fixed order.
booking-why-stands = How everybody stood
booking-why-host = Host
booking-why-free = Free then
booking-why-own = Had so far
booking-why-due = Share, with this one
booking-why-last = Last booked
booking-why-yes = yes
booking-why-no = no
booking-why-never = never
booking-why-handed = Handed on from { $from } to { $to } by { $by }, { $when }.
event-type-host-usual = Their usual hours
event-type-host-hours = Hours here
event-type-host-hours-hint = Whoever keeps more than one schedule under Availability can have another one count here.
event-type-host-gone = Who is deactivated is offered to nobody, and hosts again once they are back.
bookings-move-team = { $now } (until now { $before })
attendance-title = Who else came
attendance-host = host
attendance-along = comes along
attendance-absent = Did not come
attendance-somebody = somebody who was to come along
attendance-missing = Did not come: { $names }
attendance-came = Came after all: { $names }
said-absent = Marked: did not come. You can undo this.
history-attendance-changed = Who else came
audit-booking-attendance-changed = marked which hosts and guests came to { $object }
webhook-topic-attendance-changed = A host or a guest’s company did not come
