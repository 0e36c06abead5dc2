//! Server functions: one line each. See the head of `table.rs`; bodies are JSON.

use super::{Line, line};

const MONTH: &str = r#"{"subject": {"event_type": "<event_type>", "application": "<application>", "booking": null, "token": null, "minutes": null}, "month": "2026-11", "zone": "Asia/Riyadh"}"#;
const HOLD: &str = r#"{"subject": {"event_type": "<event_type>", "application": "<other_application>", "booking": null, "token": null, "minutes": null}, "start": "2026-11-29T09:00:00Z", "zone": "Asia/Riyadh", "hold": null}"#;

const MOVE_HOLD: &str = r#"{"subject": {"event_type": "<event_type>", "application": null, "booking": "<booking>", "token": null, "minutes": null}, "start": "2026-11-29T09:30:00Z", "zone": "Asia/Riyadh", "hold": null}"#;

const PUBLIC_MONTH: &str = r#"{"subject": {"event_type": "<event_type>", "application": null, "booking": null, "token": null, "minutes": null}, "month": "2026-11", "zone": "Asia/Riyadh"}"#;
const PUBLIC_HOLD: &str = r#"{"subject": {"event_type": "<event_type>", "application": null, "booking": null, "token": null, "minutes": null}, "start": "2026-11-29T13:00:00Z", "zone": "Asia/Riyadh", "hold": null}"#;

/// What islands call.
#[rustfmt::skip]
pub const FUNCTIONS: &[Line] = &[
    //                                                                   anon  tal  oth  for  col  cas  ass  run  rev  adm
    line("POST /_fn/picker_month", MONTH,                               [401, 200, 422, 422, 403, 200, 200, 200, 200, 200]),
    line("POST /_fn/picker_hold", HOLD,                                 [401, 403, 403, 422, 403, 200, 200, 403, 403, 200]),
    // Another time for a booking, kept while its move is confirmed.
    line("POST /_fn/picker_hold", MOVE_HOLD,                            [401, 403, 404, 404, 403, 200, 200, 403, 403, 200]),
    // Without an application it is the public page's picker.
    line("POST /_fn/picker_month", PUBLIC_MONTH,                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    line("POST /_fn/picker_hold", PUBLIC_HOLD,                          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Lets go of what this session holds and of nothing else: nobody is refused.
    line("POST /_fn/picker_release", r#"{"hold": "x"}"#,                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
];
