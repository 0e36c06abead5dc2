//! Sessions made beside the sign-in form, for tests of what comes after it.

use std::sync::atomic::{AtomicU32, Ordering};

use services::sessions::{CONTENT, SessionContent};
use testkit::{Person, World};

static COUNTER: AtomicU32 = AtomicU32::new(1);

/// The cookie of a fresh session of a person, in their organisation.
pub async fn cookie(world: &World, person: &Person) -> String {
    let value = i128::from(COUNTER.fetch_add(1, Ordering::Relaxed)) << 64;
    let cookie = tower_sessions::session::Id(value).to_string();
    let content = SessionContent {
        user: person.id,
        organization: person.organization,
        awaits_code: false,
        sets_up: false,
        user_agent: String::new(),
        address: String::new(),
    };
    assert!(world.services.create_session(&cookie, &serde_json::json!({ CONTENT: content })).await.unwrap());
    cookie
}
