# The frame of every page: top bar, navigation, notices, and how far away a time is.
shell-skip = Skip to content
shell-home = Home
shell-main-nav = Main
shell-account-nav = Account
shell-menu = Menu
shell-close = Close
shell-back = Back
shell-hello = Hello, { $name }
shell-account-of = Account of { $name }
shell-organisations = Organisation
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-settings = Settings
shell-demo = Demo data. Nothing you do here reaches anyone.
shell-dismiss = Dismiss this message

nav-today = Today
nav-calls = Casting calls
nav-calendar = Calendar
nav-bookings = Bookings
nav-admin = Admin
nav-auditions = My Auditions
nav-availability = Availability
nav-event-types = Event types
nav-team = Team
nav-rooms = Rooms
nav-api-keys = API keys
nav-organisation = Organisation
nav-audit = Audit trail
nav-health = Health

said-saved = Saved.
said-created = Created.
said-removed = Removed.
said-undone = Undone. Everything is as it was.

when-now = now
when-in-minutes = { $n ->
    [one] in 1 minute
   *[other] in { $n } minutes
}
when-minutes-ago = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
when-in-hours = { $n ->
    [one] in 1 hour
   *[other] in { $n } hours
}
when-hours-ago = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
when-tomorrow = tomorrow
when-yesterday = yesterday
when-in-days = { $n ->
    [one] in 1 day
   *[other] in { $n } days
}
when-days-ago = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
when-zone = { $city } time
