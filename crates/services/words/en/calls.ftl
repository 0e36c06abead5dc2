# Words of the area: calls. Casting calls, roles, applicants, lists from files, and applying.
calls-all = All
calls-which = Which calls
calls-title = Title
calls-kind = Kind
calls-status = Status
calls-roles = Roles
calls-applicants = Applicants
calls-new = New casting call
calls-event-types-sub = What can be booked for this call alone, with its own length, hosts and questions.
calls-create = Create
calls-save = Save
calls-more = More
calls-edit = Edit
calls-none = No casting calls
calls-none-text = A casting call holds the roles, and the people who applied for them.
calls-title-en = English title
calls-title-ar = Arabic title
calls-title-hint = One is enough; it then stands for both.
calls-about-en = About it, in English
calls-about-ar = About it, in Arabic
calls-opens = Open from
calls-closes = Open until
calls-all-roles = All roles
calls-no-roles = No roles yet
calls-no-roles-text = Add a role, then the people who applied for it.
calls-team = Who works on it
calls-team-add = Add somebody
calls-team-add-send = Add
calls-team-hint = Members of the organisation. They see the applicants and auditions of this call; what they may do is their role's.
calls-team-creator = created it
calls-team-gone = no longer a member
calls-team-remove = Take off
calls-team-remove-whom = Take { $name } off this call
said-call-member-added = Added. They find the call in their list.
calls-public-at = Talent apply at
calls-publish = Publish
calls-publish-again = Publish again
calls-archive = Archive
calls-add-role = Add role
calls-add-applicant = Add applicant
calls-import = Import a list
calls-export = Export

call-kind-feature-film = Feature film
call-kind-tv-series = Television series
call-kind-commercial = Commercial
call-kind-theatre = Theatre
call-kind-short-film = Short film
call-kind-other = Other
call-status-draft = Draft
call-status-published = Published
call-status-archived = Archived

role-name-en = English name
role-name-ar = Arabic name
role-gender = Written for
role-gender-any = Anybody
role-gender-female = A woman or girl
role-gender-male = A man or boy
role-youngest = Youngest
role-oldest = Oldest
role-ages = Aged { $from } to { $to }
role-age-from = Aged { $from } or more
role-age-to = Aged up to { $to }

application-submitted = New
application-shortlisted = Shortlisted
application-selected = Selected
application-passed = Passed

applicants-all = All
applicants-which = Which applicants
applicants-search = Search names, any spelling
applicants-none = Nobody here
applicants-none-text = Add somebody by hand, import a list, or publish the call so that talent apply.
applicants-none-found = No applicant fits what you chose. Clear it, or choose another status.
applicant-name = Name
applicant-name-hint = In Arabic or Latin letters.
applicant-about = About
applicant-contact = Contact
applicant-email = E-mail address
applicant-phone = Phone
applicant-birth-year = Year of birth
applicant-city = City
applicant-note = Note
applicant-age = { $n ->
    [one] 1 year
   *[other] { $n } years
}
applicant-audition = Audition
applicant-book = Book audition
applicant-mark = Status of { $name }

import-file = File
import-hint = A CSV file of at most 2 MB and 5,000 lines, with a heading for each column: name, Arabic name, e-mail, phone, year of birth, city, note.
import-preview = Show what it would do
import-what = What this file would do
import-line = Line
import-column = Column
import-fault = What is wrong
import-outcome = What happens
import-new = New
import-known = Known already
import-already = Applied already
import-faulty = Lines with faults
import-faulty-text = These lines are left out. Correct the file and choose it again to take them in.
import-ignored = Columns nobody knows here are left out: { $columns }
import-now = { $n ->
    [one] Import 1 applicant
   *[other] Import { $n } applicants
}

open-apply = Apply
open-role = For which role
open-note = A word to the casting office
open-consent = Your name and e-mail address come from your account; the office will see them.
open-sign-in-first = Sign in first, or create an account. Then come back here.
open-closed = This call takes no applications now.
open-applied = Applied
open-applied-all = You have applied for every role of this call.

said-imported = The list is imported.
said-applied = Your application has arrived.
