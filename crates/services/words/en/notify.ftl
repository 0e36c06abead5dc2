# Notification rules, the ledger of a booking's messages, and doing without some of them.
nav-notifications = Notifications
notify-sub = Who is told about auditions, when and in which words. Invitations, new times and cancellations always go to the other side; rules come on top, or lend them your words.
notify-rules = Rules for every event type
notify-rules-sub = Each event type can do without one of these and have rules of its own.
notify-new = New rule
notify-none = No rules
notify-none-text = Nobody is reminded. Add a rule, such as a reminder a day before the start.
notify-own = Rules of this event type
notify-own-sub = They hold for this event type only.
notify-own-none = This event type has no rules of its own.
notify-house = Rules of the organisation
notify-house-sub = They hold here too, unless you switch them off for this event type.
notify-house-none = The organisation has no rules.
notify-when-booked = When a time is booked
notify-when-requested = When a time is asked for
notify-when-confirmed = When it is confirmed
notify-when-declined = When it is declined
notify-when-rescheduled = When it gets a new time
notify-when-cancelled = When it is cancelled
notify-when-before = { $span } before the start
notify-when-after = { $span } after the end
notify-when-unconfirmed = { $span } before the start, if nobody confirmed
notify-span-minutes = { $n ->
    [one] One minute
   *[other] { $n } minutes
}
notify-span-hours = { $n ->
    [one] One hour
   *[other] { $n } hours
}
notify-span-days = { $n ->
    [one] One day
   *[other] { $n } days
}
notify-to-talent = To the talent
notify-to-host = To the hosts
notify-to-guests = To those who come along
notify-to-address = To { $address }
notify-by-email = by e-mail
notify-by-sms = by SMS
notify-by-whatsapp = by WhatsApp
notify-has-words = In your own words
notify-sleeps = Waits for the morning
notify-is-off = Off
notify-is-off-here = Off here
notify-switch-on = Switch on
notify-switch-off = Switch off
notify-switch-off-here = Switch off here
notify-switch-on-here = Switch on here
notify-edit = Change
notify-of-rule = { $action }: { $rule }
notify-quiet = Quiet hours
notify-quiet-sub = Messages of rules that wait for the morning are held back in these hours, by the clock of whoever gets them. If the audition would have begun by then, they go out just before.
notify-quiet-from = From
notify-quiet-to = To
notify-quiet-clear = Leave both empty for none.
notify-quiet-save = Save quiet hours
notify-rule-new-title = New rule
notify-rule-title = Change a rule
notify-rule-of = For the event type { $name }
notify-rule-of-all = For every event type
notify-section-when = When
notify-section-who = Who and how
notify-section-words = In which words
notify-section-words-sub = Leave them empty for the product's own words. Facts (time, place, who) and the button to answer always follow your text in a mail.
notify-trigger = What sets it off
notify-trigger-before = Some time before the start
notify-trigger-after = Some time after the end
notify-trigger-unconfirmed = Some time before the start, if nobody confirmed
notify-offset = How long
notify-unit = Unit
notify-minutes = minutes
notify-hours = hours
notify-days = days
notify-recipient = Who is told
notify-recipient-talent = The talent, or the guest who booked
notify-recipient-host = The hosts
notify-recipient-guests = Those who come along
notify-recipient-address = A fixed address or number
notify-address = Address or number
notify-channel = By which way
notify-channel-email = E-mail
notify-channel-sms = SMS
notify-channel-whatsapp = WhatsApp
notify-channel-none = No provider is set up
notify-channel-outbox = Goes to the outbox of this installation only
notify-keeps-quiet = Wait for the morning
notify-keeps-quiet-hint = Not sent in the organisation's quiet hours.
notify-subject-en = Subject in English
notify-subject-ar = Subject in Arabic
notify-body-en = Message in English
notify-body-ar = Message in Arabic
notify-variables = Variables
notify-variables-sub = Write them in braces; they are filled in when the message is sent.
notify-variable-talent = who auditions
notify-variable-what = role and production
notify-variable-role = the role
notify-variable-production = the production
notify-variable-when = day, time and zone
notify-variable-place = the place, or how you meet
notify-variable-host = who expects them
notify-variable-organisation = your organisation
notify-variable-reason = the reason given, if any
notify-variable-link = the link to answer or to open it
notify-save = Save rule
notify-preview = Preview
notify-preview-title = Preview
notify-preview-with = With the booking of { $name }. Nobody has been told anything.
notify-preview-none = There is no booking to try this with yet.
notify-preview-en = In English
notify-preview-ar = In Arabic
notify-holds-at-once = It holds at once, also for auditions already booked whose time has not come.
notify-delete = Delete rule
notify-delete-title = Delete this rule
notify-delete-text = Nothing more is sent by it. What it has sent stays in the bookings' records.
said-rule-saved = The rule is saved and holds from now on.
said-rule-deleted = The rule is deleted.
said-rule-on = The rule is switched on.
said-rule-off = The rule is switched off.
said-rule-off-here = The rule no longer holds for this event type.
said-rule-on-here = The rule holds for this event type again.
said-quiet-saved = The quiet hours are saved.
said-message-resent = The message is on its way again.
refusal-message-outdated = What this message says is no longer true, or it is still on its way. It is not sent again.

# The ledger
message-title = Messages
message-sub = What was sent about this audition, newest first.
message-none = Nothing has been sent yet.
message-failed-title = { $name } could not be told
message-failed-text = The mail “{ $what }” to { $address } was refused.
message-failed-suppressed = The address refused an earlier mail, so nothing more was tried.
message-failed-way = Correct the address in the talent's profile, call, or send it again.
message-resend = Send again
message-resend-of = Send again: { $what }, { $name }
message-sent = Sent
message-waiting = Waiting
message-waiting-until = Waiting until { $when }
message-failed = Not delivered
message-skipped = Not sent
message-resent = Sent again since
message-again = Sent again by hand
message-by-rule = By a rule
message-answer = The mail server said: { $answer }
message-as-talent = talent
message-as-caster = caster
message-as-host = host
message-as-guest = guest
message-as-address = fixed address
message-kind-invitation = Invitation
message-kind-accepted = Request accepted
message-kind-moved = New time
message-kind-amended = Changed details
message-kind-cancelled = Cancellation
message-kind-declined = Declined
message-kind-confirmed = Confirmed
message-kind-change-requested = Another time asked for
message-kind-change-granted = New time granted
message-kind-change-refused = New time refused
message-kind-change-expired = Request lapsed
message-kind-noted = Note
message-kind-reminder = Reminder
message-kind-booked = Booked
message-kind-requested = Requested
message-kind-follow-up = After the audition
message-kind-unconfirmed = No answer yet
message-kind-other = Message
message-skipped-gone = The audition is gone.
message-skipped-takes-place = It takes place after all.
message-skipped-called-off = The audition was called off first.
message-skipped-moved = The time had changed by then.
message-skipped-over = It was over by then.
message-skipped-begun = It had begun by then.
message-skipped-not-held = It did not take place.
message-skipped-unconfirmed = It was no longer confirmed.
message-skipped-answered = It was answered by then.
message-skipped-unaccepted = The request was never accepted.
message-skipped-superseded = A newer message says it.
message-skipped-nobody = Nobody was left to tell.
message-skipped-unwanted = They do not want such messages.
message-skipped-bounced = The address refused an earlier mail.

# Doing without
mail-stop = Stop such mails
unsubscribe-reminders-title = Reminders
unsubscribe-follow-ups-title = Mails after the audition
unsubscribe-reminders = { $organisation } sends { $address } reminders of auditions. You can do without them. Invitations, new times and cancellations still come.
unsubscribe-follow-ups = { $organisation } sends { $address } a mail after auditions. You can do without them. Invitations, new times and cancellations still come.
unsubscribe-stop = Stop these mails
unsubscribe-stopped = Stopped. { $organisation } sends no such mails to { $address } any more.
unsubscribe-again = Let them come again
said-subscribed-again = They come again.
said-unsubscribed = Stopped. Nothing else changes.

# Mails that rules send
mail-subject-told-booked = Booked: { $what }, { $when }
mail-subject-told-requested = Requested: { $what }, { $when }
mail-subject-told-after = After the audition: { $what }, { $when }
mail-subject-told-unconfirmed = No answer yet: { $what }, { $when }
mail-told-talent-booked-title = Your audition is booked
mail-told-talent-booked = You have an audition for { $what } with { $organisation }.
mail-told-talent-confirmed = Your audition for { $what } with { $organisation } is confirmed.
mail-told-talent-declined-title = The audition was declined
mail-told-talent-declined = The audition for { $what } with { $organisation } will not take place.
mail-told-talent-rescheduled = Your audition for { $what } with { $organisation } has a new time.
mail-told-talent-before = Your audition for { $what } with { $organisation } is coming up.
mail-told-talent-after-title = Thank you for coming
mail-told-talent-after = Thank you for your audition for { $what } with { $organisation }.
mail-told-talent-unconfirmed-title = Can you come?
mail-told-talent-unconfirmed = { $organisation } has no answer from you yet about the audition for { $what }. Please say whether you can come.
mail-told-booked-title = { $name } is booked
mail-told-booked = { $name } has an audition for { $what }.
mail-told-requested-title = { $name } asks for a time
mail-told-requested = { $name } asks for a time for { $what }.
mail-told-declined-title = The audition of { $name } was declined
mail-told-declined = The audition of { $name } for { $what } will not take place. The time is free again.
mail-told-rescheduled-title = The audition of { $name } has a new time
mail-told-before-title = { $name } is coming up
mail-told-before = The audition of { $name } for { $what } is coming up.
mail-told-after-title = { $name } was here
mail-told-after = The audition of { $name } for { $what } is over.
mail-told-unconfirmed-title = { $name } has not answered
mail-told-unconfirmed = { $name } has not said whether they come to the audition for { $what }.
mail-footer-guest = You get this mail because somebody brings you along to an audition that { $organisation } arranges with Callboard.
mail-footer-host = You get this mail because you host this audition in Callboard.
mail-footer-address = You get this mail because { $organisation } gave this address in Callboard.
mail-outbox-text-message = Text message to { $address }

# Audit trail
audit-area-notifications = Notifications
audit-notification-rule-created = added a notification rule
audit-notification-rule-edited = changed a notification rule
audit-notification-rule-deleted = deleted a notification rule
audit-notification-rule-switched-on = switched a notification rule on
audit-notification-rule-switched-off = switched a notification rule off
audit-notification-rule-excepted = switched a notification rule off for the event type { $object }
audit-notification-rule-applied = switched a notification rule on for the event type { $object }
audit-notification-resent = sent a message about the audition of { $object } again
audit-notifications-stopped = stopped reminders or mails after auditions by link
audit-notifications-resumed = let reminders or mails after auditions come again by link
audit-quiet-hours-changed = changed the quiet hours

# What waits for the office, on /today.
needs-title = { $n ->
    [one] Needs you: one thing
   *[other] Needs you: { $n } things
}
needs-more = { $n ->
    [one] One more waits. It appears here when these are done.
   *[other] { $n } more wait. They appear here when these are done.
}
needs-of = { $action }: { $name }
needs-request = asks for another time
needs-silent = no answer yet
needs-declined = will not come
needs-failed = could not be told
needs-failed-to = mail to { $address } was refused
needs-answer = Answer
needs-ask-again = Ask again
needs-call = Call
needs-book-again = Book another time
needs-calendar = calendar cannot be read
needs-calendar-closed = calendar to be connected again
needs-calendar-closed-since = Callboard is no longer let in ({ $when }).
needs-connect-again = Connect again
needs-look = Look

# Webhooks
nav-webhooks = Webhooks
hooks-sub = Another system is told at once what happens to auditions, applications, people’s availability and calendars. Every message is signed; receivers order by revision.
hooks-docs = How messages look
hooks-new = New webhook
hooks-none = No webhooks
hooks-none-text = Add an address of yours that takes messages over HTTPS.
hooks-every-event = every event
hooks-some-events = { $n ->
    [one] one event
   *[other] { $n } events
}
hooks-active = Active
hooks-failing = Takes nothing since { $since }
hooks-paused = Paused
hooks-gone = Off: answered that it is gone
hooks-disabled = Off: took nothing for five days
hooks-format = Format
hooks-format-standard = Standard Webhooks
hooks-format-standard-note = Callboard's own names, signed by the Standard Webhooks scheme.
hooks-format-calcom = Cal.com
hooks-format-calcom-note = For receivers written for Cal.com; they need no change.
hooks-url = Address
hooks-url-hint = HTTPS. Private networks are refused unless your server allows them.
hooks-description = Description
hooks-events = Events
hooks-events-hint = None ticked: every event.
hooks-about-booking = Auditions
hooks-about-application = Applications
hooks-about-availability = Hours and time off
hooks-about-calendar = Members’ calendars
hooks-make = Add webhook
hooks-secret = Signing secret
hooks-secret-text = Copy it now: it is not shown again. With it the receiver checks that a message is ours.
hooks-messages = Messages
hooks-messages-sub = Kept for 30 days.
hooks-no-messages = No messages.
hooks-all = All
hooks-event = Event
hooks-written = Written
hooks-attempts = Attempts
hooks-state = State
hooks-next = next { $when }
hooks-older = Older messages
hooks-waiting = Waiting
hooks-delivered = Delivered
hooks-failed = Failed
hooks-skipped = Kept back
hooks-actions = This webhook
hooks-test = Send a test event
hooks-pause = Pause
hooks-switch-on = Switch on
hooks-rotate = New secret
hooks-former = The former secret signs too until { $when }.
hooks-delete = Delete
hooks-edit = Address and events
hooks-replay = Send again since
hooks-replay-sub = What was written since then and not delivered goes out again, oldest first.
hooks-since = Date
hooks-since-time = Time
hooks-delivered-too = What was delivered too
hooks-replay-send = Send again
hooks-send-again = Send again
hooks-next-attempt = Next attempt
hooks-subject = About
hooks-attempts-title = Attempts
hooks-no-attempts = Nothing has been tried yet.
hooks-attempt = Attempt { $n }
hooks-answered = Answered { $status }
hooks-no-answer = No answer
hooks-took = { $ms } ms
hooks-request = Request
hooks-response = Answer
hooks-empty = (empty)
hooks-cut = Only the first 16 KB are kept.
hooks-body = Message
hooks-body-sub = The same bytes in every attempt.
said-hook-paused = Paused. What happens from now on is not told.
said-hook-on = Switched on. What was kept back can be sent again.
said-hook-tested = The test event is on its way.
said-hook-deleted = The webhook is deleted.
said-hook-sent-again = The message is on its way again.
said-hook-replayed = What was missed is on its way.
said-hook-replayed-more = A thousand messages are on their way. Send again for the rest.
said-hook-nothing = There is nothing to send again.

# Health
health-dead-jobs = Jobs that failed for good
health-dead-jobs-sub = They failed by our own fault, twelve times. Retry them once the cause is gone.
health-died = Failed
health-job = Job
health-retry = Retry
health-retry-of = Retry: { $job }
health-resend-of = Send again: { $kind }
health-open-webhook = Messages
health-broken-webhooks = Webhooks that take nothing
said-job-retried = The job runs again.
health-fault-action = What to do
health-open-booking = Open the booking
health-address-gone = The address refused an earlier mail.

# Completion by itself
office-completion = After the audition
office-completion-sub = An audition nobody marked counts as completed by itself.
office-completion-when = Completed by itself
office-completion-never = Never
office-completion-at-end = At its end
office-completion-hours = { $n ->
    [one] One hour after its end
   *[other] { $n } hours after its end
}
office-completion-hint = A no-show can still be marked afterwards, and undone.
office-completion-save = Save
said-completion-saved = Saved. It holds from now on, also for auditions of the last 60 days.
audit-organization-completion-changed = changed when auditions count as completed
audit-job-retried = let a failed job run again
