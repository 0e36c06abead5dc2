//! Pages and other addresses that are read: one line each. See the head of `table.rs`.

use super::{Line, line};

/// Everything that is read, REST aside.
#[rustfmt::skip]
pub const PAGES: &[Line] = &[
    //                                                                   anon  tal  oth  for  col  cas  ass  run  rev  adm
    // Ways in: for everybody; whoever holds a link has what it stands for.
    line("GET /", "",                                                   [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /sign-in", "",                                            [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /sign-in/code", "",                                       [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /sign-up?org=<office_slug>", "",                          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /verify/<verify_token>", "",                              [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /forgot", "",                                             [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /reset/<reset_token>", "",                                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /invite/<invite_token>", "",                              [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Where reminders are stopped: for whoever holds the link.
    line("GET /unsubscribe/<stop_token>", "",                           [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /r/<token>", "",                                          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /r/<token>/calendar.ics", "",                             [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /book/<office_slug>/<event_type_slug>", "",               [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /book/<office_slug>/<event_type_slug>/hold", "",          [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /book/<office_slug>/<event_type_slug>/release", "",       [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /book/<office_slug>/<event_type_slug>/dates", "",         [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // A frame on another website: opened for whoever that website is for; its token speaks for one caster, whoever looks.
    line("GET /embed/<office_slug>/<event_type_slug>?origin=https://callboard.test", "",
                                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /embed/<office_slug>/<event_type_slug>?origin=https://elsewhere.example", "",
                                                                        [403, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
    line("GET /<office_slug>/<event_type_slug>/embed?embedType=inline", "",
                                                                        [403, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
    line("GET /embed/<office_slug>/<event_type_slug>/audition", "",     [410, 410, 410, 410, 410, 410, 410, 410, 410, 410]),
    line("GET /embed/<office_slug>/<event_type_slug>/audition?frame=<frame>", "",
                                                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /embed/<office_slug>/<event_type_slug>/audition/hold", "", [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /embed/<office_slug>/<event_type_slug>/audition/release", "", [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /embed/<office_slug>/<event_type_slug>/audition/dates", "", [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /confirm/<waiting_token>", "",                            [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Whoever holds the link of a booking of their own making; a talent's link does not move theirs, and says so.
    line("GET /r/<guest_token>", "",                                    [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /r/<guest_token>/move", "",                               [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /r/<guest_token>/calendar.ics", "",                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /c/<office_slug>/<call_slug>", "",                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Set up already: the first step is closed to all, the others are an admin's.
    line("GET /setup", "",                                              [410, 410, 410, 410, 410, 410, 410, 410, 410, 410]),
    line("GET /setup/hours", "",                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /setup/event-type", "",                                   [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    // One's own.
    line("GET /settings", "",                                           [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /settings/second-factor", "",                             [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /claims", "",                                             [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /calendars", "",                                          [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Nobody has registered this installation at Google: there is no way there. Coming back from there does nothing by itself.
    line("GET /calendars/connect/<keeper>", "",                           [401, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /calendars/connect/<keeper>/back?code=x&state=y", "",       [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /availability", "",                                       [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /auditions", "",                                          [401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // The talent's page of a booking; members of its call are led to theirs.
    line("GET /auditions/<booking>", "",                                [401, 200, 404, 404, 403, 303, 303, 303, 303, 303]),
    line("GET /auditions/<to_move>/move", "",                           [401, 200, 404, 404, 403, 303, 303, 303, 303, 303]),
    line("GET /auditions/<to_move>/move/hold", "",                      [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // Whoever holds the link.
    line("GET /feeds/<feed_file>", "",                                  [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /feeds/<feed_busy>", "",                                  [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /auditions/<booking>/calendar.ics", "",                   [401, 200, 404, 404, 403, 200, 200, 200, 200, 200]),
    // The office's day.
    line("GET /today", "",                                              [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /today/print", "",                                        [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /calendar", "",                                           [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /bookings", "",                                           [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    // Whoever writes to the people of the list may take it along.
    line("GET /bookings.csv", "",                                       [401, 403, 403, 200, 200, 200, 200, 403, 403, 200]),
    line("GET /bookings/views", "",                                     [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /bookings/<booking>", "",                                 [401, 303, 404, 404, 403, 200, 200, 200, 200, 200]),
    // A guest's booking without a call is its host's, and an admin's.
    line("GET /bookings/<guest_booking>", "",                           [401, 404, 404, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /bookings/<booking>/move", "",                            [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    // Calls.
    line("GET /calls", "",                                              [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /calls/new", "",                                          [401, 403, 403, 200, 200, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>", "",                                       [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    line("GET /calls/<call>/edit", "",                                  [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/roles/<role>", "",                          [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/applicants/<application>", "",              [401, 403, 403, 404, 403, 200, 200, 200, 200, 200]),
    // A face: their own, or of talent their office lets them see. A logo: everybody.
    line("GET /photos/<photo>", "",                                     [401, 200, 404, 404, 200, 200, 200, 200, 200, 200]),
    line("GET /photos/<photo>/small", "",                               [401, 200, 404, 404, 200, 200, 200, 200, 200, 200]),
    line("GET /logos/<logo>", "",                                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /calls/<call>/import?role=<role>", "",                    [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/applicants.csv?role=<role>", "",            [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/book/<application>", "",                    [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/run?a=<application>", "",                   [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    line("GET /calls/<call>/run?done=<application>%202026-11-29T09:00:00Z%20booked", "",
                                                                        [401, 403, 403, 404, 403, 200, 200, 403, 403, 200]),
    // Addresses that are posted to: reloading one leads to the page above.
    line("GET /calls/<call>/book/<application>/hold", "",               [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /bookings/<booking>/move/hold", "",                       [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /r/<guest_token>/move/hold", "",                          [303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /calls/<call>/book/<application>/release", "",            [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    line("GET /calls/<call>/book/<application>/dates", "",              [401, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // The office itself. What may be booked and where is every member's to read; arranging it is not.
    line("GET /admin/event-types", "",                                  [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /admin/event-types/new", "",                              [401, 403, 403, 200, 200, 200, 403, 403, 403, 200]),
    line("GET /admin/rooms", "",                                        [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /admin/rooms/new", "",                                    [401, 403, 403, 200, 200, 200, 403, 403, 403, 200]),
    line("GET /admin/rooms/<room>", "",                                 [401, 403, 403, 404, 200, 200, 403, 403, 403, 200]),
    line("GET /admin/calendars", "",                                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/health", "",                                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    // The office's own run: admins alone.
    line("GET /admin/team", "",                                         [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/team/members/<member>", "",                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/team/teams/new", "",                               [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/team/teams/<team>", "",                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/api-keys", "",                                     [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/api-keys/new", "",                                 [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/audit", "",                                        [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings/embedding", "",                           [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings/limits", "",                              [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings/holidays", "",                            [401, 403, 403, 200, 200, 200, 403, 403, 403, 200]),
    line("GET /admin/settings/calendars", "",                           [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings/replies", "",                             [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings/calendars/<keeper>", "",                    [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/settings", "",                                     [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/notifications", "",                                [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/notifications/<rule>", "",                         [401, 403, 403, 404, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/notifications/new", "",                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/notifications/new?eventType=<event_type>", "",     [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /admin/webhooks", "",                                     [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/webhooks/new", "",                                 [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/webhooks/<webhook>", "",                           [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /admin/webhooks/<sent_by>/deliveries/<delivery>", "",     [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    // Every event type is an admin's to change, that of a call also its casters'.
    line("GET /calendars/event-types", "",                              [401, 403, 403, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /calendars/event-types/<event_type>", "",                 [401, 403, 403, 404, 404, 200, 404, 404, 404, 404]),
    line("GET /admin/event-types/<event_type>?tab=notifications", "",   [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /admin/event-types/<event_type>", "",                     [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    line("GET /admin/event-types/<event_type>?tab=share", "",           [401, 403, 403, 404, 403, 200, 403, 403, 403, 200]),
    // Demo and test only (`tests/it/edge.rs` shows them closed elsewhere).
    line("GET /dev/outbox", "",                                         [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /dev/outbox/<mail>", "",                                  [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /dev/embed", "",                                          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /dev/parts", "",                                          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // A stream for scripts of open pages: whoever opens it as a page learns that it is none.
    line("GET /live", "",                                               [401, 406, 406, 406, 406, 406, 406, 406, 406, 406]),
    // Whoever holds a booking's link may follow that booking.
    line("GET /live?about=<token>", "",                                 [406, 406, 406, 406, 406, 406, 406, 406, 406, 406]),
    // Machines.
    line("GET /admin/calcom", "",                                       [401, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    line("GET /api/docs", "",                                           [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /api/docs.css", "",                                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /metrics", "",                                            [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    line("GET /healthz", "",                                            [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("GET /readyz", "",                                             [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
];
