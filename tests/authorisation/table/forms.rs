//! Forms: one line per address and action. See the head of `table.rs`.

use super::{Line, line};

const BOOK: &str = "eventType=<event_type>&start=2026-11-29T09:00:00Z";
const EVENT_TYPE: &str = "nameEn=Callback&duration=30&bufferBefore=0&bufferAfter=0&minimumNotice=0&place=phone&phone=%2B966500000001&scheduling=collective&hosts=<caster>";
const PAUSE: &str = "pauseNameEn=Prayer&pauseFrom=2026-11-23&pauseStart=12:00&pauseEnd=12:30";
const SETTINGS: &str = "revision=1&nameEn=A&nameAr=A&country=SA&timeZone=Asia/Riyadh&language=en&digits=latn&signUpPolicy=open&accentHue=160&retentionDays=365&hostStalePolicy=block&talentStalePolicy=warn";
const RULE: &str = "trigger=booked&recipient=address&address=studio@example.com&channel=email";
const RULE_HERE: &str =
    "trigger=booked&recipient=address&address=studio@example.com&channel=email&eventType=<event_type>";
const PATTERN: &str = "repeat=weeks&days=1&startsOn=2026-11-23&patternStart=09:00&patternEnd=17:00&ends=never";
const WEEK: &str = "timeZone=Asia/Riyadh&weekly[0][0][start]=09:00&weekly[0][0][end]=17:00";

/// Every form.
#[rustfmt::skip]
pub const FORMS: &[Line] = &[
    //                                                                   anon  tal  oth  for  col  cas  ass  run  rev  adm
    // Ways in and out: for everybody; whoever holds a link has what it stands for.
    line("POST /sign-in", "email=x@example.com&password=wrong-one-9",   [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    line("POST /sign-in/code", "code=000000",                           [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    line("POST /sign-out", "",                                          [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /forgot", "email=nobody@example.com",                    [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /reset/<reset_token>", "password=palm-shade-audition",   [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /sign-up", "organization=<office_slug>&nameLatin=Rima&email=rima.<number>@example.com",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /verify/<verify_token>", "nameLatin=Rima&password=palm-shade-audition",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /invite/<invite_token>", "nameLatin=Rima&password=palm-shade-audition",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /setup", "token=x",                                      [410, 410, 410, 410, 410, 410, 410, 410, 410, 410]),
    // The second and third step: own hours, and an event type of the office.
    line("POST /setup/hours", "days=0&start=09:00&end=17:00",           [401, 403, 403, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /setup/event-type", "nameEn=Callback&duration=30&place=phone",
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    // Rules: the organisation's are the admin's, an event type's whoever's may change that.
    line("POST /admin/notifications/quiet", "quietFrom=22:00&quietTo=08:00",
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/notifications/<new>/save", RULE,                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/notifications/<new>/save", RULE_HERE,               [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/save", RULE,                 [401, 403, 403, 404, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/preview", RULE,              [401, 403, 403, 404, 403, 403, 403, 403, 403, 200]),
    line("POST /admin/notifications/<new>/preview", RULE_HERE,            [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("POST /admin/notifications/<rule>/on", "",                     [401, 403, 403, 404, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/off", "",                    [401, 403, 403, 404, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/except", "eventType=<event_type>",
                                                                        [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/apply", "eventType=<event_type>",
                                                                        [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/notifications/<rule>/delete", "",                 [401, 403, 403, 404, 403, 403, 403, 403, 403, 303]),
    // Whoever holds the link of a reminder, as mail programs do.
    line("POST /unsubscribe/<stop_token>", "stop=1",                    [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // One's own.
    line("POST /organisation", "organisation=<office>",                 [401, 404, 404, 404, 303, 303, 303, 303, 303, 303]),
    line("POST /claims", "profile=<claimable>",                         [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /settings/names", "nameLatin=Noura",                     [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /settings/preferences", "language=en&timeZone=Asia/Riyadh&hourCycle=h23",
                                                                        [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /settings/sessions", "session=<handle>",                 [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /settings/sessions/others", "",                          [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Right for whoever knows their password or code; nobody here does.
    line("POST /settings/password", "currentPassword=x&password=palm-shade-audition",
                                                                        [401, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    line("POST /settings/second-factor", "code=000000",                 [401, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    line("POST /settings/second-factor/codes", "ownPassword=x",         [401, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    line("POST /settings/second-factor/remove", "currentPassword=x",    [401, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    // Everybody's own hours.
    line("POST /availability/weekly", WEEK,                             [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /availability/pattern", PATTERN,                         [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /availability/pattern-remove", "removed=FREQ%3DDAILY",   [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /availability/override", "date=2026-11-23&closed=1",     [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /availability/override-remove", "date=2026-11-23",       [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Everybody has calendars of their own; the one named is the talent's.
    line("POST /calendars", "address=https://cal.example.com/own.ics",  [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /calendars/<calendar>/check", "",                        [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /calendars/<calendar>/ignore", "",                       [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /calendars/<calendar>/sync", "",                         [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /calendars/<calendar>/remove", "",                       [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /availability/time-off", "from=2026-11-25",              [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /availability/time-off-remove", "id=<time_off>",         [401, 303, 404, 404, 404, 404, 404, 404, 404, 404]),
    // The talent's answers; by the link of the mail, whoever holds it.
    line("POST /auditions/<booking>/confirm", "",                       [401, 303, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /auditions/<booking>/decline", "",                       [401, 303, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /auditions/<booking>/cancel", "",                        [401, 303, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /auditions/<booking>/another-time", "proposedStarts=2026-11-29T10:00:00Z",
                                                                        [401, 303, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /auditions/<booking>/note", "talentNotes=x",             [401, 303, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /r/<token>/confirm", "",                                 [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /r/<token>/decline", "",                                 [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /r/<token>/cancel", "",                                  [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /r/<token>/another-time", "proposedStarts=2026-11-29T10:00:00Z",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /confirm/<waiting_token>", "",                           [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Another time for what was booked without an account; a talent's link asks for one instead (`own_move`).
    line("POST /r/<guest_token>/move", "start=2026-11-29T11:00:00Z",    [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Anybody books as anybody; each try is a booking of its own.
    line("POST /book/<office_slug>/<event_type_slug>", "name=Hind&email=hind@example.com&start=2026-11-29T13:00:00Z",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /book/<office_slug>/<event_type_slug>/hold", "start=2026-11-29T13:00:00Z",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /book/<office_slug>/<event_type_slug>/release", "",      [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /r/<token>/note", "talentNotes=x",                       [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // A call and what hangs on it.
    line("POST /calls", "titleEn=Dunes&kind=feature_film",              [401, 403, 403, 303, 303, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/edit", "titleEn=Dunes",                    [401, 403, 403, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/status", "status=archived",                [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /calls/<call>/roles", "nameEn=Hamad",                    [401, 403, 403, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/applicants", "role=<role>&name=Rima",      [401, 403, 403, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/applicants/<application>/status", "status=selected",
                                                                        [401, 403, 403, 404, 403, 303, 303, 403, 303, 303]),
    line("POST /calls/<call>/import?role=<role>", "file:name\nRima",    [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /c/<office_slug>/<call_slug>/apply", "roleId=<other_role>",
                                                                        [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Booking and what is done to one.
    line("POST /calls/<call>/book/<other_application>", BOOK,           [401, 403, 403, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/book/<other_application>/hold", BOOK,      [401, 403, 403, 404, 403, 303, 303, 403, 403, 303]),
    // Gives up what the session itself holds, whoever it is.
    line("POST /calls/<call>/book/<other_application>/release", BOOK,   [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /bookings/<booking>/move", "start=2026-11-29T10:00:00Z", [401, 403, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /bookings/<requested>/grant", "start=2026-11-29T10:00:00Z",
                                                                        [401, 403, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /bookings/<requested>/refuse", "reason=x",               [401, 403, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /bookings/<booking>/cancel", "reason=x",                 [401, 303, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /bookings/<booking>/amend", "meetingType=phone&phone=%2B966500000001&message=x",
                                                                        [401, 403, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /bookings/<asked>/accept", "",                           [401, 404, 404, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /bookings/<asked>/decline", "reason=x",                  [401, 404, 404, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /bookings/<begun>/complete", "",                         [401, 404, 404, 404, 403, 303, 303, 303, 403, 303]),
    line("POST /bookings/<begun>/no-show", "",                          [401, 404, 404, 404, 403, 303, 303, 303, 403, 303]),
    line("POST /bookings/<done>/undo", "",                              [401, 404, 404, 404, 403, 303, 303, 303, 403, 303]),
    line("POST /bookings/<booking>/notes", "casterNotes=x",             [401, 403, 403, 404, 403, 303, 303, 303, 303, 303]),
    line("POST /bookings/<booking>/resend", "message=<message>&times=0",
                                                                        [401, 403, 404, 404, 403, 303, 303, 403, 403, 303]),
    line("POST /calls/<call>/applicants/mark", "a=<application>&status=selected", [401, 403, 403, 404, 403, 303, 303, 403, 303, 303]),
    line("POST /calls/<call>/run", "eventType=<event_type>&line=<other_application>%202026-11-29T09:00:00Z",
                                                                        [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /bookings/views", "viewName=Mine&query=status%3Dconfirmed", [401, 403, 403, 303, 303, 303, 303, 303, 303, 303]),
    line("POST /bookings/views/<view>/remove", "",                      [401, 403, 403, 404, 404, 303, 404, 404, 404, 404]),
    line("POST /bookings/<booking>/hide", "",                           [401, 403, 404, 404, 403, 303, 403, 403, 403, 303]),
    // The office itself.
    line("POST /admin/rooms", "nameEn=B",                               [401, 403, 403, 303, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/edit", "nameEn=C",                   [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/hours", "hours=team",                [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/archive", "",                        [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/restore", "",                        [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/pause", PAUSE,                       [401, 403, 403, 303, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/rooms/<room>/pause-remove", "id=<pause>",         [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types", EVENT_TYPE,                         [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/health/test-mail", "",                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/invitations", "email=new.<number>@example.com&role=caster", [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/invitations/<invitation>/revoke", "",        [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/members/<member>/limits", "limits.bookings.day=2", [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/members/<member>/role", "role=assistant",    [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/members/<member>/deactivate", "",            [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/members/<member>/reactivate", "",            [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/teams", "nameEn=Street",                     [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/teams/<team>/edit", "nameEn=Street",         [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/teams/<team>/archive", "",                   [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/team/teams/<team>/restore", "",                   [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/api-keys", "name=Site&scopes=bookings:read",      [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /admin/api-keys/<key>/revoke", "",                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    line("POST /admin/settings/limits", "limits.bookings.day=2",         [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    // Holidays close the hours of the whole office: casters arrange them like pauses and rooms.
    line("POST /admin/settings/holidays", "newDate=2026-12-24&newNameEn=Party", [401, 403, 403, 303, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/settings/holidays/list", "country=SA&year=2027&dates=2027-09-23+Saudi+National+Day", [401, 403, 403, 303, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/settings/holidays/<holiday>/edit", "onDate=2026-12-25&nameEn=Party", [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/settings/holidays/<holiday>/remove", "",           [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
    line("POST /admin/settings", SETTINGS,                              [401, 403, 403, 403, 403, 403, 403, 403, 403, 303]),
    // One event type: admins every one, casters those of calls they may edit.
    line("POST /admin/event-types/<event_type>/setup", "nameEn=Reading&durations=20&video=on&call=<call>", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/times", "window=endless&timeZone=Asia/Riyadh&grid=clock", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/limits", "bufferBefore=5", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/questions", "questions[0][labelEn]=Ride?&questions[0][kind]=text", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/team", "hosts=<caster>&scheduling=collective&method=weighted&since=month", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/share", "access=open&mayCancel=on&mayReschedule=on&reasonFrom=nobody", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/link", "label=x",        [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/revoke-link", "privateLink=<private_link>", [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/archive", "",            [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
    line("POST /admin/event-types/<event_type>/restore", "",            [401, 403, 403, 404, 403, 303, 403, 403, 403, 303]),
];
