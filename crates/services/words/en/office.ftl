# Words of the area: office. Team, API keys, organisation settings, audit trail.

# Team
team-invite = Invite somebody
team-invite-text = They get a mail with a link that works for seven days.
team-invite-language = Language of the mail
team-invite-send = Send the invitation
team-which = Which members
team-active = Active
team-deactivated = Deactivated
team-none-deactivated = Nobody is deactivated
team-is-active = Active
team-is-deactivated = Deactivated
team-since = Deactivated { $date }
team-you = (you)
team-factor-on = Two-factor on
team-factor-off = Two-factor off
team-seen = Seen { $when }
team-never-seen = Never signed in
team-last-seen = Last seen
team-role = Role
team-talent = talent
team-may-admin = Everything: people, settings, keys, every casting call.
team-may-caster = Casting calls they created or joined: publish, book, decide.
team-may-assistant = The same, without publishing or deleting.
team-may-session-runner = The day of auditions and who came.
team-may-reviewer = Reads and marks the calls they were added to.
team-invited = Invited
team-invited-sub = They join when they follow the link in their mail.
team-invited-when = sent { $sent }, ends { $ends }
team-take-back = Take back
team-take-back-of = Take back the invitation of { $email }
team-stake = What depends on them
team-stake-sub = As it stands now.
team-upcoming = { $n ->
    [0] none to come
    [one] 1 audition to come
   *[other] { $n } auditions to come
}
team-next-at = The next on { $when }
team-hosts-none = hosts none
team-calls = { $n ->
    [0] works on none
    [one] works on 1 call
   *[other] works on { $n } calls
}
team-keys = { $n ->
    [0] none acts as them
    [one] 1 key acts as them
   *[other] { $n } keys act as them
}
team-change-role = Change the role
team-save-role = Save the role
team-role-own = This is you. With another role you can no longer open this page.
team-role-bookings = { $n ->
    [0] Nothing is booked with them.
    [one] The audition booked with them stays as it is.
   *[other] The { $n } auditions booked with them stay as they are.
}
team-role-sessions = They are signed out here and sign in again with the new rights.
team-role-keys = Their API keys may do what the new role may do, and no more.
team-deactivate = Deactivate
team-end-now = They are signed out at once and can no longer enter.
team-end-bookings = { $n ->
    [0] Nothing is booked with them.
    [one] The audition booked with them stays booked with them: move or cancel it first if they will not be there.
   *[other] The { $n } auditions booked with them stay booked with them: move or cancel them first if they will not be there.
}
team-end-hosts = { $n ->
    [0] No event type depends on them.
    [one] One event type no longer offers times with them; if nobody else hosts it, it offers none.
   *[other] { $n } event types no longer offer times with them; those that nobody else hosts offer none.
}
team-end-keys = { $n ->
    [0] No API key acts as them.
    [one] The API key that acts as them stops working.
   *[other] The { $n } API keys that act as them stop working.
}
team-end-undo = What they did stays. You can reactivate them at any time.
team-reactivate = Reactivate
team-back-role = They can enter again, as { $role }.
team-back-hosts = { $n ->
    [0] No event type depends on them.
    [one] One event type offers times with them again.
   *[other] { $n } event types offer times with them again.
}
team-last-admin = The only admin
team-last-admin-text = Their role stays until somebody else is admin too: an organisation without one could not be run.
said-invited = The invitation is on its way.
said-invitation-revoked = The invitation no longer works.
said-role-changed = The role is changed.
said-member-deactivated = They can no longer enter. What is booked with them stays.
said-member-reactivated = They can enter again.
teams-title = Teams
teams-sub = Named sets of members that event types belong to.
teams-none = No teams yet.
teams-nobody = nobody yet
teams-new = New team
teams-add = Add the team
teams-name-en = Name in English
teams-name-ar = Name in Arabic
teams-members = Members
teams-archived = Archived
teams-archive = Archive the team
teams-archive-text = It can no longer be chosen. Its event types and what is booked stay.
teams-restore = Restore the team
teams-restore-text = It can be chosen again.
said-team-created = The team was added.
said-team-archived = The team is archived.
said-team-restored = The team is back in use.

# API keys
keys-new = New key
keys-none = No keys yet
keys-none-text = A key lets another program read or book on your behalf, within what you allow it.
keys-ended = Keys that no longer work
keys-made = The key “{ $name }” is ready
keys-made-text = Copy it now and keep it where only your program reads it: it is never shown again.
keys-text = Key
keys-name = What is it for
keys-name-hint = The program or site that uses it, so that you recognise it later.
keys-scopes = What it may do
keys-scopes-hint = Never more than you may do yourself. Fewer is safer.
keys-scope-bookings-read = Read bookings
keys-scope-bookings-write = Book, move and cancel
keys-scope-availability-read = Read free times
keys-scope-availability-write = Change hours and time off
keys-scope-calls-read = Read casting calls and applicants
keys-scope-calls-write = Change casting calls and add applicants
keys-scope-webhooks = Manage webhooks
keys-scope-users = Manage members and settings
keys-ends = Works for
keys-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
keys-no-end = No end
keys-make = Make the key
keys-acts-as = Acts as { $name }
keys-used = Last used { $when }
keys-never-used = Never used
keys-expires = Ends { $date }
keys-expired = Ended { $date }
keys-revoked = Revoked { $date }
keys-revoke = Revoke
keys-revoke-of = Revoke “{ $name }”
keys-revoke-text = Whatever uses it stops working at once. A revoked key cannot be brought back.
keys-revoke-used = It was last used { $when }.
said-key-revoked = The key no longer works.

# Organisation
office-names = Name
office-names-sub = As talent read it on pages and in mails, each in their own script.
office-name-en = English name
office-name-ar = Arabic name
office-region = Country and language
office-week = Week start and weekend follow the country: now the week begins on { $first }, and { $weekend } are the weekend.
office-and = and
office-week-start = Week start
office-weekend = Weekend
office-zone-hint = For people who have not chosen one, and for new event types.
office-language = Language of mails
office-look = How it looks
office-look-sub = On every page of your members and talent, and on public pages.
office-digits = Digits on Arabic pages
office-digits-latn = 123
office-digits-arab = ١٢٣
office-hijri = Hijri dates beside Gregorian ones
office-hijri-hint = Umm al-Qura calendar. Today: { $date }.
office-accent = Accent colour
office-accent-hint = Buttons, links and marks take it. Lightness is chosen so that text on it can always be read.
office-hue-green = Green
office-hue-teal = Teal
office-hue-blue = Blue
office-hue-violet = Violet
office-hue-plum = Plum
office-hue-rose = Rose
office-hue-rust = Rust
office-hue-ochre = Ochre
office-hue-other = Hue { $n }
office-people = People and their data
office-sign-up = Who may sign up as talent
office-sign-up-invited = Only who is invited
office-sign-up-invited-note = Casters add talent and invite them.
office-sign-up-open = Anybody
office-sign-up-open-note = With a verified e-mail address.
office-sign-up-link = Talent sign up at
office-retention = Keep for
office-days = days
office-retention-hint = After that time sent mails, the notes and answers of past auditions, and addresses in the audit trail are deleted for good. 30 to 3650.
office-save = Save settings
office-mail-relay = Mails leave through your mail server.
office-mail-from = Sent from
office-mail-failed = { $n ->
    [one] 1 mail has failed.
   *[other] { $n } mails have failed.
}
said-office-saved = The settings are saved and hold from now on.

# Audit trail. Each sentence stands after the name of who did it.
audit-filter = Filter the audit trail
audit-area = About
audit-any-area = Everything
audit-person = By
audit-anybody = Anybody
audit-from = From
audit-to = To
audit-show = Show
audit-all = Show all
audit-newest = Newest
audit-older = Older
audit-none = Nothing found
audit-none-text = What people change is noted here.
audit-none-filtered = Nothing fits this filter. Try other days, or show all.
audit-area-calls = Casting calls and applicants
audit-area-rooms = Rooms and pauses
audit-area-hours = Hours and time off
audit-area-accounts = Signing in
audit-somebody = Somebody
audit-by-itself = Callboard
audit-removed = (removed)
audit-settings = settings
audit-refused = Refused
audit-with-key = with the key “{ $name }”
audit-something = changed something
audit-booking-booked = booked an audition for { $object }
audit-booking-accepted = accepted the request of { $object }
audit-booking-confirmed = confirmed the audition of { $object }
audit-booking-declined = declined the audition of { $object }
audit-booking-cancelled = cancelled the audition of { $object }
audit-booking-rescheduled = moved the audition of { $object }
audit-booking-amended = changed the audition of { $object }
audit-booking-completed = marked the audition of { $object } as completed
audit-booking-no-show = marked { $object } as a no-show
audit-booking-undone = undid the last mark at the audition of { $object }
audit-booking-change-requested = asked for another time for { $object }
audit-booking-change-refused = refused another time for { $object }
audit-booking-change-expired = let the request for another time of { $object } lapse
audit-booking-noted = wrote a note at the audition of { $object }
audit-booking-privately-noted = wrote a private note at the audition of { $object }
audit-booking-hidden = hid the audition of { $object } from the lists
audit-call-created = added the casting call { $object }
audit-call-edited = changed the casting call { $object }
audit-call-published = published the casting call { $object }
audit-call-withdrawn = took the casting call { $object } back to a draft
audit-call-archived = archived the casting call { $object }
audit-call-deleted = deleted a casting call
audit-call-member-added = added { $person } to the casting call { $object }
audit-call-member-removed = took { $person } off the casting call { $object }
audit-role-created = added the role { $object }
audit-role-edited = changed the role { $object }
audit-role-archived = archived the role { $object }
audit-role-restored = restored the role { $object }
audit-role-deleted = deleted a role
audit-application-created = added an application of { $object }
audit-application-imported = imported applicants: { $created } new, { $known } known
audit-application-marked = marked { $object }: { $status }
audit-application-removed = removed an application
audit-application-exported = exported a list of applicants ({ $n })
audit-talent-edited = changed the profile of { $object }
audit-talent-invited = invited { $object } to an account
audit-talent-claimed = took over the profile of { $object }
audit-event-type-created = added the event type { $object }
audit-event-type-edited = changed the event type { $object }
audit-event-type-shared = changed how the event type { $object } is shared
audit-private-link-created = made a private link
audit-private-link-revoked = revoked a private link
audit-event-type-archived = archived the event type { $object }
audit-event-type-restored = restored the event type { $object }
audit-event-type-deleted = deleted an event type
audit-member-invited = invited somebody as { $role }
audit-member-joined = joined as { $role }
audit-member-role-changed = changed the role of { $object } from { $from } to { $to }
audit-member-deactivated = deactivated { $object }
audit-member-reactivated = reactivated { $object }
audit-invitation-revoked = took an invitation back
audit-team-created = added the team { $object }
audit-team-edited = changed the team { $object }
audit-team-archived = archived the team { $object }
audit-team-restored = restored the team { $object }
audit-room-created = added the room { $object }
audit-room-edited = changed the room { $object }
audit-room-archived = archived the room { $object }
audit-room-restored = restored the room { $object }
audit-room-deleted = deleted a room
audit-room-hours-saved = changed the hours of the room { $object }
audit-pause-created = added a pause
audit-pause-deleted = removed a pause
audit-calendar-connected = connected a calendar
audit-calendar-changed = changed whether a calendar is checked for conflicts
audit-calendar-removed = removed a calendar
audit-calendar-feed-created = made a calendar link
audit-calendar-feed-deleted = deleted a calendar link
audit-calendar-reconnected = connected a calendar account again
audit-calendar-disconnected = disconnected a calendar account
audit-booking-changed-outside = saw the audition of { $object } changed in a calendar
audit-booking-change-answered = answered a change made in a calendar to the audition of { $object }
audit-holiday-created = added a holiday
audit-holiday-edited = changed a holiday
audit-holiday-list-added = added holidays of a country
audit-holiday-deleted = removed a holiday
audit-schedule-created = added hours
audit-schedule-saved = changed hours
audit-schedule-deleted = removed hours
audit-schedule-made-default = chose the usual hours
audit-time-off-added = added time off
audit-time-off-removed = removed time off
audit-travel-added = added days in another zone
audit-travel-removed = removed days in another zone
audit-api-key-created = made the API key { $object }
audit-api-key-revoked = revoked the API key { $object }
audit-organization-created = created the organisation
audit-organization-changed = changed settings: { $fields }
audit-webhook-created = added a webhook
audit-webhook-edited = changed a webhook
audit-webhook-secret-rotated = made a new secret for a webhook
audit-webhook-deleted = removed a webhook
audit-webhook-tested = sent a test event to a webhook
audit-webhook-replayed = sent events to a webhook again
audit-webhook-disabled = switched a webhook off that no longer answered
audit-limits-booker-set = changed how often one talent may be booked
audit-limits-host-set = changed how often { $object } may be booked
audit-mail-tested = sent a test mail
audit-setup-token-made = made a token for the first set-up
audit-setup-done = finished the first set-up
audit-account-opened = opened an account
audit-account-sign-up-asked = asked to sign up
audit-account-reset-asked = asked for a new password
audit-account-password-reset = chose a new password by mail
audit-account-password-changed = changed their password
audit-account-names-changed = changed their name
audit-session-signed-in = signed in
audit-session-password-shown = gave the right password
audit-session-code-refused = gave a wrong code
audit-session-refused = could not sign in
audit-session-signed-out = signed out
audit-session-switched = changed to this organisation
audit-session-ended = ended one of their sessions
audit-session-others-ended = ended their other sessions ({ $n })
audit-second-factor-added = turned their second factor on
audit-second-factor-removed = turned their second factor off
audit-second-factor-codes-renewed = made new recovery codes
audit-second-factor-recovery-code-used = used a recovery code

# Event types
event-types-lengths = { $list } minutes
event-type-setup = Setup
event-type-times = Availability
event-type-limits = Limits
event-type-questions = Questions
event-type-team = Team
event-type-open = Open for booking
event-type-archived = Archived
event-type-bookings-stay = What is already booked stays as it is.
event-type-archive = Archive this event type
event-type-archive-text = It is no longer offered. What is booked with it stays.
event-type-restore = Take it back into use
event-type-restore-text = It is offered for booking again.
said-event-type-archived = The event type is archived. What is booked with it stays.
said-event-type-restored = The event type is back in use.
event-type-about-en = About it, in English
event-type-about-ar = About it, in Arabic
event-type-lengths = Lengths in minutes
event-type-lengths-hint = Several are separated by commas; the first is usual.
event-type-slug = Word in addresses
event-type-slug-hint = Latin letters, digits and dashes.
event-type-of-call = For the casting call
event-type-any-call = Any call
event-type-of-team = Belongs to the team
event-type-no-team = No team
event-type-colour = Colour on calendars
event-type-where-sub = Tick every way it may take place; whoever books chooses.
event-type-video-password = Password of the call
event-type-first-place = Offered first
event-type-starts = Start times
event-type-step = A start every
event-type-step-hint = Empty: as long as it takes.
event-type-offset = Shifted by
event-type-offset-hint = 10 makes 9:10 of 9:00.
event-type-grid = Counted from
event-type-grid-clock = The full hour
event-type-grid-clock-note = Hours from 9:05 begin with the next step of the clock.
event-type-grid-window = Where free time begins
event-type-grid-window-note = Hours from 9:05 begin at 9:05.
event-type-zone-hint = The clock that starts, days and limits are counted by.
event-type-window = How far ahead
event-type-window-sub = Times beyond are not offered yet.
event-type-window-how = It can be booked
event-type-window-rolling = For so many days from today
event-type-window-working = For so many working days from today
event-type-window-slots = Until so many days with free times are found
event-type-window-range = Between two dates
event-type-window-endless = Without end
event-type-window-days = How many
event-type-buffer-before-hint = Kept free before each audition.
event-type-buffer-after-hint = Adds up with the next one's “before”.
event-type-notice-hint = 1440 is a day.
event-type-most = At most
event-type-most-sub = Over all hosts. Empty: no limit.
event-type-most-bookings = Auditions
event-type-most-minutes = Minutes
event-type-a-day = a day
event-type-a-week = a week
event-type-a-month = a month
event-type-a-year = a year
event-type-always = Always there
event-type-weight = Weight
event-type-priority = Priority
event-type-group = Group
event-type-turns = Taking turns
event-type-turns-sub = Who of several is booked when more than one is free.
event-type-turn-how = Whose turn it is
event-type-turn-least = Who was booked longest ago
event-type-turn-least-note = Higher priority goes first.
event-type-turn-fewest = Who has the fewest
event-type-turn-fewest-note = Everybody gets an equal share.
event-type-turn-weighted = By weight
event-type-turn-weighted-note = Weight 200 gets twice the share of 100.
event-type-since = Counted
event-type-since-all = since they began
event-type-since-month = this month
event-type-since-day = today
event-type-no-show-counts = A no-show was a turn
event-type-questions-sub = Asked when booking. Answers stand at the audition. A question emptied in both languages is removed.
event-type-question-new = One more question
event-type-question-en = Question in English
event-type-question-ar = Question in Arabic
event-type-question-kind = Kind of answer
event-type-question-required = Must be answered
event-type-hint-en = Hint in English
event-type-hint-ar = Hint in Arabic
event-type-options = What can be picked
event-type-options-hint = One a line: English | Arabic. Only for lists and choices.
question-kind-text = One line
question-kind-textarea = Several lines
question-kind-number = Number
question-kind-select = One from a list
question-kind-multiselect = Several of a list
question-kind-radio = One of several
question-kind-checkbox = Yes or no
question-kind-email = E-mail address
question-kind-phone = Phone number
question-kind-url = Web address
question-kind-date = Date

limits-host = Most as a host
limits-host-sub = Over all event types together. An empty field sets no limit; what is booked stays.
limits-booker = Most for one talent
limits-booker-sub = What one talent may have booked with you over all event types. An empty field sets no limit; what is booked stays.
limits-open = Set limits
limits-save = Save limits
said-limits-saved = The limits are saved and hold from now on.

office-stale = Calendars outside
office-stale-sub = What happens when somebody's own calendar could not be read for too long. What was last read counts either way.
office-stale-host = A host's calendar
office-stale-talent = A talent's calendar
office-stale-block = Offer no times
office-stale-block-note = What nobody knows is not free.
office-stale-warn = Offer times, with a warning
office-stale-warn-note = Some of them may be taken.

holidays-title = Holidays
holidays-sub = They close your office's weekly hours and patterns on their date.
holidays-open = Holidays
holidays-years = Year
holidays-of-year = Your holidays in { $year }
holidays-close = On these dates nobody of your office is offered, unless they entered hours for the date itself.
holidays-none = None yet. Take them from a country's list or add one by one.
holidays-may-shift = may shift by a day
holidays-moon = Dates of lunar feasts are those of the Umm al-Qura calendar. The sighting of the moon may move them by a day, and states add days at short notice: change them here.
holidays-list-of = { $country }, { $year }
holidays-list-sub = Untick what you work on. Each can be changed afterwards.
holidays-list-close = Close the list
holidays-take = Add the ticked days
holidays-there = in your list
holidays-countries = Take from a country
holidays-show-list = Show its list
holidays-add = Add a holiday
holidays-date = Date
holidays-name-en = English name
holidays-name-ar = Arabic name
holidays-change = Change
holidays-change-of = Change { $name }
holidays-booked-stays = What is booked on the old or the new date stays.
said-holiday-added = The holiday was added.
said-holidays-added = The days were added to your holidays.
said-holiday-changed = The holiday was changed.
said-holiday-removed = The holiday was removed. Its date can be booked again.
