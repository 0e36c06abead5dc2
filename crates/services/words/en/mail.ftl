# Mails. Every subject begins with what happened and keeps the same stem, so that threads stay together.
mail-sender-via = { $organisation } via Callboard
mail-what-audition = { $role } – { $call }

mail-subject-invitation = Audition invitation: { $what }, { $when }
mail-subject-requested = Request: { $what }, { $when }
mail-subject-booked = Booked: { $what }, { $when }
mail-subject-accepted = Audition accepted: { $what }, { $when }
mail-subject-moved = New time: { $what }, { $when }
mail-subject-amended = Changed details: { $what }, { $when }
mail-subject-cancelled = Cancelled: { $what }, { $when }
mail-subject-lapsed = Not answered in time: { $what }, { $when }
mail-subject-declined = Declined: { $what }, { $when }
mail-subject-confirmed = Confirmed: { $what }, { $when }
mail-subject-change-requested = Another time asked for: { $what }, { $when }
mail-subject-change-granted = New time as you asked: { $what }, { $when }
mail-subject-change-refused = The time stays: { $what }, { $when }
mail-subject-change-expired = No other time found: { $what }, { $when }
mail-subject-reschedule-requested = Please choose another time: { $what }, { $when }
mail-subject-reschedule-refused = The time is kept: { $what }, { $when }
mail-subject-reschedule-withdrawn = Your time stays: { $what }, { $when }
mail-subject-noted = Note: { $what }, { $when }
mail-subject-left = No longer expected: { $what }, { $when }
mail-subject-reminder-24h = Reminder: { $what }, { $when }
mail-subject-reminder-1h = { $minutes ->
    [0] Now: { $what }, { $when }
    [60] In one hour: { $what }, { $when }
    [one] In one minute: { $what }, { $when }
   *[other] In { $minutes } minutes: { $what }, { $when }
}
# A message about several dates of a series at once
mail-subject-series = { $subject } ({ $n ->
    [one] 1 date
   *[other] { $n } dates
})
mail-series = { $n ->
    [one] This is about 1 date of a series.
   *[other] This is about { $n } dates of a series. All of them are listed below.
}

# To talent
mail-talent-invitation-title = You are invited to an audition
mail-talent-invitation = { $organisation } invites you to an audition for { $what }. Please say whether you can come.
mail-talent-pending-title = Your audition request has arrived
mail-talent-pending = { $organisation } will look at your request for { $what } and answer you by mail.
mail-guest-booked-title = Your booking is confirmed
mail-guest-booked = { $organisation } expects you for { $what }.
mail-guest-moved-title = You have a new time
mail-guest-moved = You moved your booking for { $what } with { $organisation }.
mail-guest-cancelled-title = You cancelled your booking
mail-guest-cancelled = Your booking for { $what } with { $organisation } is cancelled.

# To those who come along with whoever booked
mail-along-booked-title = { $name } brings you along
mail-along-booked = { $name } booked { $what } with { $organisation } and says that you come along.
mail-along-requested-title = { $name } would bring you along
mail-along-requested = { $name } asks { $organisation } for a time for { $what } and would bring you along. Nothing is agreed yet.
mail-along-moved-title = There is a new time
mail-along-moved = { $what } with { $organisation }, to which { $name } brings you along, has a new time.
mail-along-amended-title = Details have changed
mail-along-amended = The time is the same. Details of { $what } with { $organisation }, to which { $name } brings you along, have changed.
mail-along-cancelled-title = It does not take place
mail-along-cancelled = { $what } with { $organisation }, to which { $name } was to bring you along, is cancelled.
mail-along-left-title = You are not expected any more
mail-along-left = You are no longer among those who come along with { $name } to { $what } with { $organisation }.
mail-along-before-title = It is soon
mail-along-before = { $what } with { $organisation }, to which { $name } brings you along, is coming up.
mail-along-after = Thank you for coming along with { $name } to { $what } with { $organisation }.
mail-along = Also coming

mail-talent-accepted-title = Your audition is arranged
mail-talent-accepted = { $organisation } accepted your request for { $what }.
mail-talent-confirmed-title = Your audition is confirmed
mail-talent-confirmed = { $organisation } confirmed your audition for { $what }.
mail-talent-moved-title = Your audition has a new time
mail-talent-moved = { $organisation } moved your audition for { $what }. Please say whether the new time suits you.
mail-talent-amended-title = Details of your audition have changed
mail-talent-amended = The time is the same. { $organisation } changed the details below for { $what }.
mail-talent-cancelled-title = Your audition is cancelled
mail-talent-cancelled = { $organisation } cancelled your audition for { $what }. You need not do anything.
mail-talent-cancelled-system = Your audition for { $what } with { $organisation } is cancelled. You need not do anything.
mail-talent-lapsed-title = Your request was not answered in time
mail-talent-lapsed = { $organisation } did not answer your request for { $what } before its time came. It does not take place.
mail-talent-declined-title = Your audition request was declined
mail-talent-declined = { $organisation } could not accept your request for { $what }.
mail-talent-change-granted-title = You have the time you asked for
mail-talent-change-granted = { $organisation } moved your audition for { $what } as you asked. Please confirm it.
mail-talent-change-refused-title = Your audition stays at its time
mail-talent-change-refused = { $organisation } cannot offer another time for { $what }. The time below still stands. Please say whether you can come.
mail-guest-change-granted = { $organisation } moved your booking for { $what } as you asked. Nothing else is needed.
mail-guest-change-refused-title = Your booking stays at its time
mail-guest-change-refused = { $organisation } cannot give you the other time for { $what }. The time below is still yours.
mail-talent-change-expired-title = Your request for another time has lapsed
mail-talent-change-expired = Nobody answered your request for another time for { $what } in time. The time below still stands.
mail-talent-reschedule-title = { $who } asks you to choose another time
mail-talent-reschedule = { $who } of { $organisation } asks you to choose another time for your audition for { $what }. The time below stays yours until you choose a new one.
mail-talent-reschedule-withdrawn-title = Your audition stays at its time
mail-talent-reschedule-withdrawn = { $organisation } no longer asks you to choose another time for { $what }. The time below stands.
mail-talent-reminder-24h-title = Your audition is tomorrow
mail-talent-reminder-24h-today-title = Your audition is soon
mail-talent-reminder-24h = Your audition for { $what } with { $organisation } is less than a day away.
mail-talent-reminder-1h-title = { $minutes ->
    [0] Your audition is now
    [one] Your audition is in one minute
   *[other] Your audition is in { $minutes } minutes
}
mail-talent-reminder-1h = { $organisation } expects you for { $what }.

# To casters
mail-caster-invitation-title = { $name } booked an audition
mail-caster-invitation = { $name } booked a time for { $what }.
mail-caster-requested-title = { $name } asks for a time
mail-caster-requested = { $name } asks for a time for { $what }. Please accept or decline.
mail-caster-accepted-title = The audition of { $name } is arranged
mail-caster-accepted = The request of { $name } for { $what } was accepted.
mail-caster-confirmed-title = { $name } confirmed
mail-caster-confirmed = { $name } will come to the audition for { $what }.
mail-caster-lapsed-title = The request of { $name } was not answered in time
mail-caster-lapsed = { $name } asked for { $what }, and nobody answered before its time came. The request has ended; { $name } was told.
mail-caster-declined-title = { $name } declined
mail-caster-declined = { $name } will not come to the audition for { $what }. The time is free again.
mail-caster-cancelled-title = { $name } cancelled
mail-caster-cancelled = { $name } cancelled the audition for { $what }. The time is free again.
mail-caster-cancelled-system-title = The audition of { $name } is cancelled
mail-caster-cancelled-system = The audition of { $name } for { $what } was cancelled. The time is free again.
mail-caster-moved-title = { $name } chose another time
mail-caster-moved-office-title = The audition of { $name } has a new time
mail-caster-moved = The audition of { $name } for { $what } has a new time.
mail-caster-amended-title = { $name } changed the details
mail-caster-amended = The details of the audition of { $name } for { $what } have changed. The time is the same.
mail-caster-change-requested-title = { $name } asks for another time
mail-caster-change-requested = { $name } asks to come at another time for { $what }. The time below stands until you grant a new one.
mail-caster-change-expired-title = The request of { $name } has lapsed
mail-caster-change-expired = The request of { $name } for another time for { $what } was not answered in time. The time below still stands.
mail-caster-reschedule-refused-title = { $name } keeps the time
mail-caster-reschedule-refused = You asked { $name } to choose another time for { $what }; the time below is kept.
mail-caster-noted-title = { $name } wrote you a note
mail-caster-noted = { $name } wrote you a note about the audition for { $what }.

# Facts
mail-when = When
mail-when-was = It was
mail-role = Role
mail-call = Production
mail-about = About
mail-where = Where
mail-how = How
mail-with = With
mail-talent = Talent
mail-by-video = Video call
mail-by-phone = Phone call
mail-phone-we-call = We call you on { $number }
mail-join = Join the video call
mail-link-later = The link follows.
mail-link-missing = No link yet. Give it at the booking.
mail-map = Open the map
mail-password = Password: { $password }
mail-proposed = Times that suit { $name }
mail-time-in-zone = { $time } ({ $zone }, { $offset })
mail-day-and-time = { $day }, { $time }
mail-note-from = Note from { $name }
mail-reason = Reason

# Buttons and small print
mail-answer = Confirm, decline or ask for another time
mail-choose-time = Choose another time
mail-open-audition = Open your audition
mail-open-booking = Open the booking
mail-open-own-booking = See, move or cancel your booking
mail-accept-or-decline = Accept or decline
mail-guest = Booked by
mail-answer-request = Grant or refuse
mail-only-button-answers = Only this button answers. Accepting in your calendar only saves the time there; { $organisation } does not see it.
mail-button-or-calendar-answers = Answer with this button, or accept or decline in your calendar: either reaches { $organisation }.
mail-link-is-yours = The link works without signing in. Do not forward it: whoever has it can answer for you.
mail-add-google = Add to Google Calendar
mail-add-outlook = Add to Outlook
mail-footer-talent = You get this mail because { $organisation } arranges auditions with Callboard.
mail-footer-caster = You get this mail because you booked this audition in Callboard.
mail-footer-account = You get this mail because somebody used this address in Callboard.

# Calendar entries
mail-calendar-summary = Audition: { $what }
mail-calendar-summary-caster = { $name }: { $what }
mail-calendar-summary-meeting = { $what } ({ $taken }/{ $places })
mail-calendar-place = { $name }: { $what }, { $status }
mail-calendar-more = and { $count } more
mail-calendar-answer = Answer here: { $url }
mail-calendar-open = Details: { $url }

# Account mails
mail-hello = Hello { $name },
mail-reset-subject = Set a new password
mail-reset-title = Set a new password
mail-reset = Somebody asked to set a new password for this address. If that was you, choose one now. If not, you need not do anything: the old password stays.
mail-reset-button = Set a new password
mail-reset-hint = The link works once and for 30 minutes.
mail-verify-subject = Confirm your address
mail-verify-title = Confirm your address
mail-verify = Confirm that this address is yours, and your account is ready.
mail-verify-button = Confirm my address
mail-verify-hint = The link works once and for 24 hours. If you did not ask for it, ignore this mail.
mail-invite-subject = Invitation to { $organisation }
mail-invite-title = Join { $organisation } on Callboard
mail-invite = { $inviter } invites you to work with { $organisation } on Callboard.
mail-invite-button = Accept the invitation
mail-invite-hint = The link works once and for seven days.
mail-claim-subject = Your auditions with { $organisation }
mail-claim-title = See all your auditions in one place
mail-claim = { $organisation } added you as talent. Make the account yours to see your auditions and say when you have time.
mail-claim-button = Make this account mine
mail-claim-hint = The link works once and for seven days. If you do not know { $organisation }, ignore this mail.
mail-account-exists-subject = You already have an account
mail-account-exists-title = You already have an account
mail-account-exists = Somebody tried to sign up with this address, which has an account already. If that was you, sign in; if you forgot the password, set a new one there.
mail-account-exists-button = Sign in
mail-confirm-booking-subject = Confirm your booking: { $what }, { $when }
mail-confirm-booking-title = Confirm your booking
mail-confirm-booking = You asked to book { $what } for { $when }. Nothing is booked before you confirm that this address is yours.
mail-confirm-booking-button = Confirm and book
mail-confirm-booking-hint = The link works once and for 30 minutes; the time is kept for you until then. If you did not ask for it, ignore this mail.
mail-address-changed-subject = The address of your account was changed
mail-address-changed-title = The address of your account was changed
mail-address-changed = Your account now uses { $address }. If you did not do this, tell the admin of your organisation at once.
mail-password-changed-subject = Your password was changed
mail-password-changed-title = Your password was changed
mail-password-changed = The password of your account was changed and every other session was signed out. If you did not do this, set a new password at once.
mail-password-changed-button = Sign in
mail-webhook-disabled-subject = Webhook switched off: { $host }
mail-webhook-disabled-title = A webhook was switched off
mail-webhook-disabled-gone = { $host } answered that it is gone (410), so nothing is sent there any more.
mail-webhook-disabled-failing = { $host } has taken no message for five days, so nothing is sent there any more.
mail-webhook-disabled-hint = Messages are kept for 30 days. Once the receiver works, set the webhook to active and replay what it missed.
mail-test-subject = Test mail from Callboard
mail-test-title = Mail works
mail-test = This is the test mail you asked for. Invitations and reminders will arrive the same way.

# The outbox of demo and test installations.
mail-outbox-title = Outbox
mail-outbox-sub = Mail that would have been sent. Nothing here reaches anybody.
mail-outbox-none = No mail yet
mail-outbox-none-text = Book an audition, and its invitation appears here.
mail-outbox-only = Mail to { $address }
mail-outbox-all = Show all mail
mail-outbox-subject = Subject
mail-outbox-to = To
mail-outbox-sent = Sent
mail-outbox-as-html = As mail programs show it
mail-outbox-as-text = As text
mail-outbox-calendar = Calendar entry
mail-calendar-failing-subject = Your calendar cannot be read: { $calendar }
mail-calendar-failing-title = A calendar of yours cannot be read
mail-calendar-failing = “{ $calendar }” could not be read for an hour. Callboard keeps trying.
mail-calendar-failing-closed = The account of “{ $calendar }” no longer lets Callboard in. Connect it again; nothing is lost.
mail-calendar-failing-button = Look at my calendars
mail-calendar-failing-hint = Until then what is new in it is not known, and your office may not be able to book you.
mail-subject-reassigned = Handed on: { $what }, { $when }
mail-talent-reassigned-title = Somebody else receives you
mail-talent-reassigned = Time and place are the same. { $team } of { $organisation } receives you for { $what }.
mail-subject-host-gives = No longer yours: { $what }, { $when }
mail-subject-host-takes = Yours now: { $what }, { $when }
mail-host-gives-title = You no longer receive { $name }
mail-host-gives = It was handed on: { $team } receives them, at the same time and place.
mail-host-gives-moved = It was moved to another time, and { $team } receives them then. What is below is no longer yours.
mail-host-takes-title = You receive { $name } now
mail-host-takes = It was handed on to you. Time and place are the same.
mail-host-takes-moved = It was moved to this time, and you receive them then.

# What somebody books who came without an application is called what the event type is called, and is no audition.
mail-subject-invitation-plain = Invitation: { $what }, { $when }
mail-subject-accepted-plain = Accepted: { $what }, { $when }
mail-subject-told-after-plain = Afterwards: { $what }, { $when }
mail-talent-pending-title-plain = Your request has arrived
mail-talent-accepted-title-plain = It is arranged: { $what }
mail-talent-accepted-plain = { $organisation } accepted your request for { $what }.
mail-talent-confirmed-title-plain = It is confirmed: { $what }
mail-talent-confirmed-plain = { $organisation } confirmed { $what }.
mail-talent-moved-title-plain = { $what } has a new time
mail-talent-moved-plain = { $organisation } moved { $what }. Please say whether the new time suits you.
mail-talent-amended-title-plain = Details have changed: { $what }
mail-talent-cancelled-title-plain = Cancelled: { $what }
mail-talent-cancelled-plain = { $organisation } cancelled { $what }. You need not do anything.
mail-talent-cancelled-system-plain = { $what } with { $organisation } is cancelled. You need not do anything.
mail-talent-declined-title-plain = Your request was declined
mail-talent-declined-plain = { $organisation } could not accept your request for { $what }.
mail-talent-change-granted-plain = { $organisation } moved { $what } as you asked. Please confirm it.
mail-talent-change-refused-title-plain = The time stays as it is
mail-talent-change-refused-plain = { $organisation } cannot offer another time for { $what }. The time below still stands. Please say whether you can come.
mail-talent-change-expired-plain = Nobody answered your request for another time for { $what } in time. The time below still stands.
mail-talent-reschedule-plain = { $who } of { $organisation } asks you to choose another time for { $what }. The time below stays yours until you choose a new one.
mail-talent-reschedule-withdrawn-title-plain = The time stays as it is
mail-talent-reschedule-withdrawn-plain = { $organisation } no longer asks you to choose another time for { $what }. The time below stands.
mail-talent-reminder-24h-title-plain = Tomorrow: { $what }
mail-talent-reminder-24h-today-title-plain = Soon: { $what }
mail-talent-reminder-24h-plain = { $what } with { $organisation } is less than a day away.
mail-caster-invitation-title-plain = { $name } booked a time
mail-caster-invitation-plain = { $name } booked a time for { $what }.
mail-caster-accepted-title-plain = The request of { $name } is accepted
mail-caster-accepted-plain = The request of { $name } for { $what } was accepted.
mail-caster-confirmed-plain = { $name } will come to { $what }.
mail-caster-declined-plain = { $name } will not come to { $what }. The time is free again.
mail-caster-cancelled-plain = { $name } cancelled { $what }. The time is free again.
mail-caster-cancelled-system-title-plain = The booking of { $name } is cancelled
mail-caster-cancelled-system-plain = The booking of { $name } for { $what } was cancelled. The time is free again.
mail-caster-moved-office-title-plain = The booking of { $name } has a new time
mail-caster-moved-plain = The booking of { $name } for { $what } has a new time.
mail-caster-amended-plain = The details of the booking of { $name } for { $what } have changed. The time is the same.
mail-caster-change-requested-plain = { $name } asks to come at another time for { $what }. The time below stands until you grant a new one.
mail-caster-change-expired-plain = The request of { $name } for another time for { $what } was not answered in time. The time below still stands.
mail-caster-reschedule-refused-plain = You asked { $name } to choose another time for { $what }; the time below is kept.
mail-caster-noted-plain = { $name } wrote you a note about { $what }.
mail-told-talent-booked-title-plain = Booked: { $what }
mail-told-talent-booked-plain = You have { $what } with { $organisation }.
mail-told-talent-confirmed-plain = { $what } with { $organisation } is confirmed.
mail-told-talent-declined-title-plain = Declined: { $what }
mail-told-talent-declined-plain = { $what } with { $organisation } will not take place.
mail-told-talent-rescheduled-plain = { $what } with { $organisation } has a new time.
mail-told-talent-before-plain = { $what } with { $organisation } is coming up.
mail-told-talent-after-plain = Thank you for coming to { $what } with { $organisation }.
mail-told-talent-unconfirmed-plain = { $organisation } has no answer from you yet about { $what }. Please say whether you can come.
mail-told-booked-plain = { $name } booked { $what }.
mail-told-declined-title-plain = The booking of { $name } was declined
mail-told-declined-plain = The booking of { $name } for { $what } will not take place. The time is free again.
mail-told-rescheduled-title-plain = The booking of { $name } has a new time
mail-told-before-plain = { $what } with { $name } is coming up.
mail-told-after-plain = { $what } with { $name } is over.
mail-told-unconfirmed-plain = { $name } has not said whether they come to { $what }.
mail-talent-reminder-1h-title-plain = { $minutes ->
    [0] It begins now
    [one] It begins in one minute
   *[other] It begins in { $minutes } minutes
}
mail-footer-guest-plain = You get this mail because somebody brings you along to what { $organisation } arranges with Callboard.
mail-footer-host-plain = You get this mail because you host this meeting in Callboard.
