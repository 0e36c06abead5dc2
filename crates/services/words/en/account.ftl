# Signing in, opening an account, getting back into one, the first set-up, one's own settings.
account-email = E-mail address
account-password = Password
account-new-password = New password
account-current-password = Current password
account-password-hint = At least 8 characters. A few unrelated words are good and easy to remember.
account-name-latin = Name in Latin letters
account-name-arabic = Name in Arabic letters
account-go-on = Continue
account-save = Save
account-save-password = Save password

account-sign-in = Sign in
account-forgot-link = I forgot my password
account-no-account = No account yet?
account-sign-up-link = Create one
account-have-account = You have an account?
account-back-to-sign-in = Back to sign in
account-code-title = Second step
account-code-text = Your password was right. Now the code from your authenticator app.
account-code = Code
account-code-hint = Six digits. Without your phone, use one of your recovery codes.
account-other-account = Use another account

account-forgot = New password
account-forgot-text = We send you a link for choosing a new password.
account-send-link = Send link
account-mail-sent = Check your mail
account-reset-sent-text = If this address has an account, a link is on its way. It works for 30 minutes.
account-reset = Choose a new password
account-reset-text = You will be signed out everywhere else.
account-ask-new-link = Ask for a new link
account-link-dead = This link no longer works
account-link-dead-text = It was used already, or its time is over.

account-sign-up = Create an account
account-sign-up-text = For talent: see your auditions, answer, and say when you are free.
account-verify-sent-text = We sent you a link. It opens the last step, where you choose your password. It works for 24 hours.
account-welcome = Welcome, { $name }
account-verify-text = One last thing: choose a password.
account-open = Open my account

account-invite-title = Join { $organisation }
account-invite-text = You are invited as { $role }.
account-invite-text-by = { $inviter } invites you as { $role }.
account-invite-sign-in = This invitation is for { $email }, which has an account. Sign in to accept it.
account-join = Accept
account-open-and-join = Open my account and join
account-claim-title = { $organisation } would like to see you
account-claim-text = They have noted you as talent. With an account you see your auditions, answer, and say when you are free.
account-role-admin = admin
account-role-caster = caster
account-role-assistant = assistant
account-role-session-runner = session runner
account-role-reviewer = reviewer

account-claims = Is this you?
account-claims-text = These offices noted your address before you had an account. What you confirm appears in your account; what you leave stays as it is.
account-claims-none = Nothing waits for you here.
account-claim-this = Yes, this is me
account-claims-later = Not now

account-setup = Set up Callboard
account-setup-step = Step { $n } of 3
account-setup-text = Who you are, and the office you cast for. Everything can be changed later.
account-setup-token-text = Whoever runs this server can begin. Print the address of the first step there:
account-setup-organisation = Organisation
account-setup-admin = You, its first admin
account-setup-admin-text = You sign in with this.
account-organisation-en = English name
account-organisation-ar = Arabic name
account-organisation-language = Language of its mails
account-organisation-language-hint = For people who have not chosen one themselves.
account-country = Country
account-country-sa = Saudi Arabia
account-country-ae = United Arab Emirates
account-country-bh = Bahrain
account-country-eg = Egypt
account-country-jo = Jordan
account-country-kw = Kuwait
account-country-lb = Lebanon
account-country-ma = Morocco
account-country-om = Oman
account-country-qa = Qatar
account-country-tn = Tunisia
account-country-gb = United Kingdom
account-country-fr = France
account-country-us = United States

account-setup-hours = Your working hours
account-setup-hours-text = Auditions with you are offered within these hours. Several spans a day, single dates and time off come later.
account-setup-days = Days
account-setup-from = From
account-setup-until = Until
account-setup-hours-name = Working hours
account-setup-later = Later
account-setup-event = The first kind of audition
account-setup-event-text = What you book talent for. Questions, limits, rooms and further hosts come later.
account-setup-length = Length
account-setup-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
account-setup-place = Where
account-setup-in-person = In person
account-setup-in-person-note = At the address below
account-setup-video = Video
account-setup-video-note = Whoever books adds the link
account-setup-phone = Phone
account-setup-phone-note = The talent is called
account-setup-address = Address
account-setup-address-hint = Needed for in person.
account-setup-finish = Finish

account-settings = Settings
account-names = Your name
account-preferences = Language and time
account-preferences-text = How pages and mails are written for you.
account-language = Language
account-clock = Clock
account-clock-12 = 12 hours (3:30 pm)
account-clock-24 = 24 hours (15:30)
account-password-change-text = Your other devices are signed out when it changes.

account-factor = Second factor
account-factor-text = A code from your phone beside your password: someone who learns your password still cannot get in.
account-factor-scan = Scan this with an authenticator app.
account-factor-picture = Picture for your authenticator app
account-factor-type = Or type this into the app:
account-factor-open-app = Open in an app on this device
account-factor-first-code = The code the app shows now
account-factor-turn-on = Turn on
account-factor-turn-off = Turn off
account-factor-is-on = It is on.
account-factor-is-off = It is off.
account-factor-set-up = Set up
account-factor-manage = Manage
account-factor-remove = Turn off the second factor
account-factor-remove-text = Then your password alone opens your account.
account-codes = Recovery codes
account-codes-on = The second factor is on
account-codes-text = Keep these codes where your phone is not: each opens your account once if you lose it. They are shown only now.
account-codes-kept = I have kept them
account-codes-left = { $n ->
    [one] 1 code is left.
   *[other] { $n } codes are left.
}
account-codes-renew = Make new codes
account-codes-renew-text = The old ones stop working.

account-sessions = Where you are signed in
account-sessions-text = End what you do not recognise, and change your password.
account-session-this = This device
account-session-end = End
account-session-end-of = End the session of { $device }
account-session-end-others = End all others
account-session-unknown = Unknown device

error-429-title = Too many attempts

said-signed-out = You are signed out.
said-password-set = Your new password is saved. Sign in with it.
said-password-changed = Your password is changed. Other devices are signed out.
said-session-ended = That session is ended.
said-sessions-ended = All other sessions are ended.
said-factor-removed = The second factor is off.
said-claimed = It is in your account now.
