# Words of the area: talent. Roles of a call, a talent's card, faces and showreels, the office's logo.
role-change = Change { $name }
role-age-range = Playing age
role-away = Put it away
role-archive = Archive
role-archive-text = { $n ->
    [0] Nobody can apply for an archived role.
    [one] Nobody can apply for an archived role. The one who applied stays in the list.
   *[other] Nobody can apply for an archived role. The { $n } who applied stay in the list.
}
role-restore = Take back
role-archived = Archived: nobody can apply for it.
role-delete = Delete
call-is-draft = Only your office sees it.
call-is-published = Talent see it and can apply.
call-is-archived = It takes no applications any more.

talent-role = Role
talent-applied = Applied on { $date }
talent-photo-of = { $name }
talent-no-photo = No picture yet
talent-watch = Watch showreel
talent-open-audition = Open audition
talent-auditions = Auditions with your office
talent-no-auditions = None so far.
talent-more-auditions = There are earlier ones too.
talent-round = Round { $n }
talent-look = Picture and showreel
talent-look-office = What they send themselves replaces this.
talent-look-own = Every office you applied to sees them.
talent-photo = Picture
talent-photo-hint = JPEG, PNG or WebP, at most 5 MB. Place, time and camera are removed.
talent-photo-send = Upload
talent-photo-replace = Replace
talent-photo-remove = Remove picture
talent-showreel = Showreel
talent-showreel-hint = A link to Vimeo, YouTube or your own site.
error-picture = Use a JPEG, PNG or WebP picture of at most 5 MB.
error-two-places = Choose a room, or leave it out and write another address.
error-double-booked = There is a booking for this e-mail address at that time already. Its link is in the mail that confirmed it.

office-logo = Logo
office-logo-sub = Stands on your public booking pages.
office-logo-file = File
office-logo-hint = JPEG, PNG or WebP, at most 5 MB; see-through stays see-through. No SVG.
office-logo-send = Upload
office-logo-replace = Replace
office-logo-remove = Remove logo

audit-talent-headshot-set = gave { $object } a picture
audit-talent-headshot-removed = removed the picture of { $object }
audit-organization-logo-set = set the logo
audit-organization-logo-removed = removed the logo
