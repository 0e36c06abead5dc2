//! THE table: one line per door (method and address), one column per kind of person. Data only; `scene.rs` says who and what the names are.
//!
//! To add a door, add ONE line to the right file, in any order:
//! REST below; pages and other GETs in `table/pages.rs`; forms in `table/forms.rs`; server functions in `table/functions.rs`.
//!
//! ```text
//! line("POST /admin/rooms/<room>/edit", "nameEn=C",  [401, 403, 403, 404, 303, 303, 403, 403, 403, 303]),
//!       method, address, <names> of the scene  body   anon talent other foreign colleague caster assistant runner reviewer admin
//! ```
//!
//! * The expected outcome is what design/product.md lets each role do, never what the code happens to do now.
//! * The body is one that would work: a form (`a=1&b=2`), JSON if it begins with `{`, a file if it begins with `file:`, a picture if it is `picture:` (in a form) or `image:` (by itself). Names in angle
//!   brackets are made by `Scene` (add yours there). A query after the address is allowed.
//! * A form whose address ends in `{action}`, `{part}` or `{answer}` has one line per action; the actions are those its file lists in `ROUTES`
//!   (one that is not listed there is answered 404).
//! * Statuses: 200 shown; 201 made; 303 done and led on to a page; 401 asked to sign in (REST says 401, pages and forms lead to
//!   `/sign-in`); 403 may not; 404 not there for this person (another office's); 422 refused at a field, where the outcome does not depend
//!   on who asks; 410 a dead link.
//!
//! Columns: `anonymous`; `talent` of the booking; `other talent`; `foreign caster` of another office; `colleague`, a caster of the same office
//! who does not belong to the casting call; the call's `caster`; `assistant`, `session runner` and `reviewer` who were added to it; `admin`.

#[path = "table/forms.rs"]
pub mod forms;
#[path = "table/functions.rs"]
pub mod functions;
#[path = "table/pages.rs"]
pub mod pages;
#[path = "table/without_route.rs"]
pub mod without_route;

/// The columns, in order.
pub const COLUMNS: [&str; 10] = [
    "anonymous",
    "talent",
    "other talent",
    "foreign caster",
    "colleague",
    "caster",
    "assistant",
    "session runner",
    "reviewer",
    "admin",
];

/// One door.
pub struct Line {
    /// Method and address, with `<names>` of the scene.
    pub call: &'static str,
    /// The body sent, with `<names>` of the scene; empty for none.
    pub body: &'static str,
    /// The status each column gets.
    pub is: [u16; 10],
}

/// A line of the table.
pub const fn line(call: &'static str, body: &'static str, is: [u16; 10]) -> Line {
    Line { call, body, is }
}

/// A new booking of the other applicant.
const NEW_BOOKING: &str =
    r#"{"applicationId": "<other_application>", "eventTypeId": "<event_type>", "scheduledAt": "2026-11-29T09:00:00Z"}"#;

/// A time to be kept for them.
const NEW_HOLD: &str =
    r#"{"applicationId": "<other_application>", "eventTypeId": "<event_type>", "scheduledAt": "2026-11-29T09:00:00Z"}"#;

/// REST.
#[rustfmt::skip]
pub const REST: &[Line] = &[
    //                                                                   anon  tal  oth  for  col  cas  ass  run  rev  adm
    line("GET /api/v1/openapi.json", "",                                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/me", "",                                          [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/bookings", "",                                    [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/bookings", NEW_BOOKING,                          [401, 403, 403, 422, 403, 201, 201, 403, 403, 201]),
    line("GET /api/v1/bookings/<booking>", "",                          [401, 200, 404, 404, 403, 200, 200, 200, 200, 200]),
    line("PATCH /api/v1/bookings/<booking>", r#"{"message": "x"}"#,     [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("PATCH /api/v1/bookings/<booking>", r#"{"status": "confirmed"}"#, [401, 200, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("DELETE /api/v1/bookings/<booking>", "",                       [401, 403, 404, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /api/v1/slots?eventTypeId=<event_type>&applicationId=<application>&from=2026-11-29&to=2026-11-29", "",
                                                                        [401, 200, 422, 422, 403, 200, 200, 200, 200, 200]),
    line("GET /api/v1/slots/explain?eventTypeId=<event_type>&applicationId=<application>&from=2026-11-29&to=2026-11-29", "",
                                                                        [401, 403, 403, 422, 403, 200, 200, 200, 200, 200]),
    line("POST /api/v1/availability/generate", r#"{"eventTypeId": "<event_type>", "from": "2026-11-29", "to": "2026-11-29"}"#,
                                                                        [401, 403, 403, 422, 200, 200, 200, 200, 200, 200]),
    line("POST /api/booking/availability/generate", r#"{"patternId": "<event_type>", "startDate": "2026-11-29", "endDate": "2026-11-29"}"#,
                                                                        [401, 403, 403, 422, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/event-types", "",                                 [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/event-types?castingCallId=<call>", "",            [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("GET /api/v1/casting-calls", "",                               [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/casting-calls/<call>", "",                        [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("GET /api/v1/applications", "",                                [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/applications?roleId=<role>", "",                  [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("GET /api/v1/applications/<application>", "",                  [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("POST /api/v1/bookings/<booking>/confirm", "",                 [401, 200, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /api/v1/bookings/<booking>/decline", "",                 [401, 200, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /api/v1/bookings/<asked>/accept", "",                    [401, 404, 404, 404, 403, 200, 403, 403, 403, 200]),
    line("POST /api/v1/bookings/<booking>/cancel", "",                  [401, 200, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/bookings/<booking>/reschedule", r#"{"scheduledAt": "2026-11-29T11:00:00Z"}"#,
                                                                        [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/bookings/<begun>/complete", "",                  [401, 404, 404, 404, 403, 200, 200, 200, 403, 200]),
    line("POST /api/v1/bookings/<begun>/no-show", "",                   [401, 404, 404, 404, 403, 200, 200, 200, 403, 200]),
    line("POST /api/v1/bookings/<begun>/attendance", r#"{"hosts": [{"userId": "<caster>", "noShow": true}]}"#,
                                                                        [401, 404, 404, 404, 403, 200, 200, 200, 403, 200]),
    line("GET /api/v1/bookings/<booking>/free-hosts", "",               [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/bookings/<booking>/reassign", r#"{"fromUserId": "<caster>", "toUserId": "<caster>"}"#,
                                                                        [401, 403, 404, 404, 403, 422, 422, 403, 403, 422]),
    line("GET /api/v1/bookings/<booking>/history", "",                  [401, 200, 404, 404, 403, 200, 200, 200, 200, 200]),
    line("GET /api/v1/slots/holds", "",                                 [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/slots/holds", NEW_HOLD,                          [401, 403, 403, 422, 403, 201, 201, 403, 403, 201]),
    line("POST /api/v1/slots/holds/<hold>/extend", "",                [401, 409, 409, 409, 409, 409, 409, 409, 409, 409]),
    line("DELETE /api/v1/slots/holds/<hold>", "",                     [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/event-types", r#"{"nameEn": "Callback", "castingCallId": "<call>", "hosts": [{"userId": "<caster>"}]}"#,
                                                                        [401, 403, 403, 404, 403, 201, 403, 403, 403, 201]),
    line("GET /api/v1/event-types/<event_type>", "",                    [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("PATCH /api/v1/event-types/<event_type>", r#"{"minimumNotice": 60}"#, [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("DELETE /api/v1/event-types/<event_type>", "",                 [401, 403, 403, 404, 403, 409, 403, 403, 403, 409]),
    line("GET /api/v1/event-types/<event_type>/questions", "",          [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("PUT /api/v1/event-types/<event_type>/questions", r#"{"questions": []}"#, [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("POST /api/v1/casting-calls", r#"{"titleEn": "New"}"#,         [401, 403, 403, 201, 201, 201, 201, 403, 403, 201]),
    line("PATCH /api/v1/casting-calls/<call>", r#"{"titleEn": "Newer"}"#, [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("PATCH /api/v1/casting-calls/<call>", r#"{"status": "archived"}"#, [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("DELETE /api/v1/casting-calls/<call>", "",                     [401, 403, 403, 404, 403, 409, 403, 403, 403, 409]),
    line("GET /api/v1/roles?castingCallId=<call>", "",                  [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("POST /api/v1/roles", r#"{"castingCallId": "<call>", "nameEn": "Maha"}"#, [401, 403, 403, 404, 403, 201, 201, 403, 403, 201]),
    line("GET /api/v1/roles/<role>", "",                                [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("PATCH /api/v1/roles/<role>", r#"{"nameEn": "Huda"}"#,         [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("DELETE /api/v1/roles/<role>", "",                             [401, 403, 403, 404, 403, 409, 403, 403, 403, 409]),
    line("POST /api/v1/applications", r#"{"roleId": "<role>", "talent": {"name": "Salma"}}"#,
                                                                        [401, 403, 403, 404, 403, 201, 201, 403, 403, 201]),
    line("PATCH /api/v1/applications/<application>", r#"{"status": "selected"}"#, [401, 403, 403, 404, 403, 200, 200, 403, 200, 200]),
    line("PATCH /api/v1/applications/<application>", r#"{"note": "x"}"#, [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/applications/mark", r#"{"castingCallId": "<call>", "search": "zzzz", "expected": 0, "status": "selected"}"#,
                                                                        [401, 403, 403, 404, 403, 200, 200, 403, 200, 200]),
    line("DELETE /api/v1/applications/<other_application>", "",         [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /api/v1/talent", "",                                      [401, 403, 403, 200, 200, 200, 200, 403, 403, 200]),
    line("GET /api/v1/talent/<profile>", "",                            [401, 403, 403, 404, 200, 200, 200, 403, 403, 200]),
    line("PATCH /api/v1/talent/<profile>", r#"{"city": "Jeddah"}"#,     [401, 403, 403, 404, 200, 200, 200, 403, 403, 200]),
    line("GET /api/v1/schedules", "",                                   [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/schedules", r#"{"name": "Mine"}"#,               [401, 201, 201, 201, 201, 201, 201, 201, 201, 201]),
    line("GET /api/v1/schedules/<schedule>", "",                        [401, 404, 404, 404, 404, 200, 404, 404, 404, 404]),
    line("PATCH /api/v1/schedules/<schedule>", r#"{"name": "Other"}"#,  [401, 404, 404, 404, 404, 200, 404, 404, 404, 404]),
    line("DELETE /api/v1/schedules/<schedule>", "",                     [401, 404, 404, 404, 404, 200, 404, 404, 404, 404]),
    line("GET /api/v1/schedules/<schedule>/availability-rules", "",     [401, 404, 404, 404, 404, 200, 404, 404, 404, 404]),
    line("PUT /api/v1/schedules/<schedule>/availability-rules", "{}",   [401, 404, 404, 404, 404, 200, 404, 404, 404, 404]),
    line("GET /api/v1/out-of-office", "",                               [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/out-of-office", r#"{"from": "2026-12-20"}"#,     [401, 201, 201, 201, 201, 201, 201, 201, 201, 201]),
    line("DELETE /api/v1/out-of-office/<time_off>", "",                 [401, 200, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/v1/organization", "",                                [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("PUT /api/v1/organization/logo", "image:",                     [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("DELETE /api/v1/organization/logo", "",                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/organization/logo", "",                           [401, 403, 403, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/v1/organization/event-type-defaults", "",            [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("PUT /api/v1/organization/event-type-defaults",
        r#"{"duration": 30, "bufferBefore": 0, "bufferAfter": 0, "minimumNotice": 0, "windowDays": null}"#,
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/organization/onward-hosts", "",                   [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("PUT /api/v1/organization/onward-hosts", r#"{"hosts": ["www.example.com"]}"#,
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/event-types/<event_type>/onward", "",             [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("PUT /api/v1/event-types/<event_type>/onward", r#"{"address": null}"#,
                                                                        [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /api/v1/applications/<pictured>/headshot", "",            [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("PUT /api/v1/applications/<application>/headshot", "image:",   [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("DELETE /api/v1/applications/<application>/headshot", "",      [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /api/v1/team-members", "",                                [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/v1/team-members/<member>", "",                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("PATCH /api/v1/team-members/<member>", r#"{"role": "reviewer"}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/api-keys", "",                                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/api-keys", r#"{"name": "Site", "scopes": ["bookings:read"]}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("POST /api/v1/api-keys/<key>/rotate", "",                      [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("DELETE /api/v1/api-keys/<key>", "",                           [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/booking/event-types", "",                            [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/booking/event-types", r#"{"listingId": "<call>", "name": "A", "durationMinutes": 30}"#,
                                                                        [401, 403, 403, 404, 403, 201, 403, 403, 403, 201]),
    line("GET /api/booking/event-types/<event_type>", "",               [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("DELETE /api/booking/event-types/<event_type>", "",            [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /api/booking/team?listingId=<call>", "",                  [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("POST /api/booking/team", r#"{"listingId": "<call>", "userId": "<caster>"}"#,
                                                                        [401, 403, 403, 404, 403, 201, 403, 403, 403, 201]),
    line("GET /api/booking/calendar/integrations", "",                  [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/booking/calendar/integrations", r#"{"provider": "ics", "calendarId": "https://cal.example.com/x.ics"}"#,
                                                                        [401, 201, 201, 201, 201, 201, 201, 201, 201, 201]),
    line("POST /api/booking/calendar/integrations/<calendar>/sync", "", [401, 200, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("DELETE /api/booking/calendar/integrations/<calendar>", "",    [401, 200, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/sdk/auth", "",                                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/sdk/auth", r#"{"name": "Site", "permissions": ["slots:read"]}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("DELETE /api/sdk/auth/<key>", "",                              [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/webhooks/booking", "",                               [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/webhooks/booking", r#"{"url": "https://hooks.example.com/"}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("DELETE /api/webhooks/booking/<webhook>", "",                  [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhooks/calendar-replies?org=<office_slug>", "{}", [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    line("POST /api/v1/webhooks/calcom?org=<office_slug>", "{}",        [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    // Everybody has calendars of their own; the one named is the talent's. Bells are rung by who knows their secret.
    line("GET /api/v1/calendars", "",                                   [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/calendars/<calendar>/sync", "",                  [401, 202, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /api/v1/calendars/push/google", "",                      [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /api/v1/calendars/push/microsoft", r#"{"value": []}"#,   [202, 202, 202, 202, 202, 202, 202, 202, 202, 202]),
    line("GET /api/v1/rooms", "",                                       [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/v1/rooms", r#"{"nameEn": "B"}"#,                    [401, 403, 403, 201, 201, 201, 403, 403, 403, 201]),
    line("GET /api/v1/rooms/<room>", "",                                [401, 403, 403, 404, 200, 200, 200, 200, 200, 200]),
    line("PATCH /api/v1/rooms/<room>", r#"{"nameEn": "C"}"#,            [401, 403, 403, 404, 200, 200, 403, 403, 403, 200]),
    line("DELETE /api/v1/rooms/<room>", "",                             [401, 403, 403, 404, 200, 200, 403, 403, 403, 200]),
    line("POST /api/v1/embed-tokens", r#"{"applicationId": "<other_application>", "origin": "https://callboard.test"}"#,
                                                                        [401, 403, 403, 422, 403, 201, 201, 403, 403, 201]),
    line("GET /api/v1/booking-limits", "",                              [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("PUT /api/v1/booking-limits/booker", r#"{"bookings": {"day": 2}}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("PUT /api/v1/booking-limits/hosts/<caster>", r#"{"bookings": {"day": 2}}"#, [401, 403, 403, 403, 403, 200, 403, 403, 403, 200]),
    line("GET /api/v1/webhooks", "",                                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhooks", r#"{"url": "https://hooks.example.com/"}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("GET /api/v1/webhooks/<webhook>", "",                          [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("PATCH /api/v1/webhooks/<webhook>", r#"{"description": "x"}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("DELETE /api/v1/webhooks/<webhook>", "",                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhooks/<webhook>/rotate-secret", "",           [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhooks/<webhook>/test", "",                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/webhooks/<webhook>/deliveries", "",               [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhooks/<webhook>/replay", r#"{"since": "2026-11-22T06:00:00Z"}"#,
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/v1/webhook-deliveries/<delivery>", "",               [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/v1/webhook-deliveries/<delivery>/replay", "",       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    // Cal.com's shapes. What strangers may do takes a version header first (400 without); the rest is as above.
    line("GET /api/cal/v2/me", "",                                      [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/cal/v2/slots", "",                                   [400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    line("POST /api/cal/v2/slots/reservations", r#"{"eventTypeId": 1, "slotStart": "2026-11-29T10:00:00Z"}"#,
                                                                        [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/cal/v2/slots/reservations/<office>", "",             [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("PATCH /api/cal/v2/slots/reservations/<office>", "",           [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("DELETE /api/cal/v2/slots/reservations/<office>", "",          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/cal/v2/bookings", "",                                [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/cal/v2/bookings", r#"{"start": "x", "attendee": {"name": "x"}}"#,
                                                                        [400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    line("GET /api/cal/v2/bookings/<booking>", "",                      [401, 200, 404, 404, 403, 200, 200, 200, 200, 200]),
    line("POST /api/cal/v2/bookings/<booking>/cancel", r#"{"cancellationReason": "x"}"#,
                                                                        [401, 200, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/cal/v2/bookings/<booking>/reschedule", r#"{"start": "2026-11-29T10:00:00Z"}"#,
                                                                        [401, 403, 404, 404, 403, 201, 201, 403, 403, 201]),
    line("POST /api/cal/v2/bookings/<booking>/request-reschedule", r#"{"rescheduleReason": "x"}"#,
                                                                        [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    // Last of those about this booking: once asked, its talent may move it.
    line("POST /api/v1/bookings/<booking>/request-reschedule", "",      [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/bookings/<to_move>/withdraw-reschedule", "",     [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    line("POST /api/v1/bookings/<to_move>/refuse-reschedule", "",       [401, 200, 404, 404, 403, 403, 403, 403, 403, 403]),
    line("POST /api/cal/v2/bookings/<asked>/confirm", "",               [401, 404, 404, 404, 403, 200, 403, 403, 403, 200]),
    line("POST /api/cal/v2/bookings/<asked>/decline", r#"{"reason": "x"}"#, [401, 404, 404, 404, 403, 200, 403, 403, 403, 200]),
    line("POST /api/cal/v2/bookings/<begun>/mark-absent", r#"{"attendees": [{"absent": true}]}"#,
                                                                        [401, 404, 404, 404, 403, 200, 200, 200, 403, 200]),
    line("PATCH /api/cal/v2/me", "{}",                                  [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /api/cal/v2/event-types", r#"{"title": "A", "slug": "a", "lengthInMinutes": 30}"#,
                                                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("PATCH /api/cal/v2/event-types/<number>", "{}",                [401, 403, 403, 404, 404, 404, 404, 404, 404, 404]),
    line("DELETE /api/cal/v2/event-types/<number>", "",                 [401, 403, 403, 404, 404, 404, 404, 404, 404, 404]),
    line("POST /api/cal/v2/schedules", r#"{"name": "A", "timeZone": "Asia/Riyadh", "isDefault": false}"#,
                                                                        [401, 201, 201, 201, 201, 201, 201, 201, 201, 201]),
    line("PATCH /api/cal/v2/schedules/<number>", "{}",                  [401, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("DELETE /api/cal/v2/schedules/<number>", "",                   [401, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/cal/v2/event-types", "",                             [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/cal/v2/event-types/<number>", "",                           [401, 403, 403, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/cal/v2/schedules", "",                               [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/cal/v2/schedules/default", "",                       [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/cal/v2/schedules/<number>", "",                             [401, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /api/cal/v2/webhooks", "",                                [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("POST /api/cal/v2/webhooks", r#"{"subscriberUrl": "https://hooks.example.com/"}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 201]),
    line("GET /api/cal/v2/webhooks/<webhook>", "",                      [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("PATCH /api/cal/v2/webhooks/<webhook>", r#"{"active": false}"#, [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("DELETE /api/cal/v2/webhooks/<webhook>", "",                   [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
];
