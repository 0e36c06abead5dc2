//! A CalDAV server that means harm. What honest ones do is tried on real servers, in the tests of `services`.

use connectors::calendar::{Fault, Provider, caldav::CalDav};
use testkit::receiver::{Behaviour, Receiver};

use super::{all, hooks, wanted};

#[tokio::test]
async fn a_server_that_names_events_without_end_is_left() {
    let server = Receiver::start().await;
    let gone = "<d:response><d:href>/1.ics</d:href><d:status>HTTP/1.1 404 No</d:status></d:response>";
    let more = "<d:response><d:href>/hook</d:href><d:status>HTTP/1.1 507 More</d:status></d:response>";
    let body = format!(
        "<d:multistatus xmlns:d=\"DAV:\">{}{more}<d:sync-token>t</d:sync-token></d:multistatus>",
        gone.repeat(50_001)
    );
    server.behave(Behaviour::Answers(207, Vec::new(), body));
    let account = CalDav::new(hooks(), &server.url(), "noura", "secret").unwrap();
    // By token it says that there is more; without one it names all at once.
    for (cursor, asked) in [(Some("s:t"), 1), (None, 2)] {
        let read = all(account.read(&server.url(), cursor, &wanted())).await;
        assert_eq!(read.unwrap_err(), Fault::Retry { why: "too_many".to_owned() });
        assert_eq!(server.taken().len(), asked, "{cursor:?}");
    }
}
