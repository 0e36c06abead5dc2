# Words that belong to a part wherever it is used.
parts-optional = optional
parts-choose = Choose
parts-search = Search
parts-no-match = Nothing matches.
parts-copy = Copy
parts-copied = Copied
parts-undo = Undo
parts-cancel = Cancel
parts-save = Save
parts-discard = Discard
parts-remove = Remove
parts-edit = Edit
parts-add = Add
parts-more = More
parts-actions = Actions
parts-pages = Pages
parts-first = First page
parts-previous = Previous
parts-next = Next
parts-page-of = Page { $page } of { $pages }
parts-loading = Loading
parts-breadcrumbs = You are here
parts-show-password = Show password
parts-hide-password = Hide password
parts-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
parts-minutes-short = { $n } min
parts-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
parts-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
parts-now-line = Now
parts-busy = Busy
parts-week-of = Week { $days }
parts-auditions-count = { $n ->
    [0] no auditions
    [one] 1 audition
   *[other] { $n } auditions
}

zone-label = Time zone
zone-use = Use this zone
zone-search = Search a city or zone
zone-yours = Your browser's zone
zones-gulf = Gulf
zones-middle-east = Middle East
zones-africa = Africa
zones-europe = Europe
zones-asia = Asia and Pacific
zones-americas = Americas

status-pending = Awaiting approval
status-scheduled = Awaiting reply
status-confirmed = Confirmed
status-completed = Completed
status-no-show = No-show
status-cancelled = Cancelled
status-declined = Declined
status-open = Open
status-draft = Draft
status-closed = Closed
status-submitted = Submitted
status-shortlisted = Shortlisted
status-selected = Selected
status-passed = Passed

meeting-in-person = In person
meeting-video = Video
meeting-phone = Phone
parts-yes = Yes
