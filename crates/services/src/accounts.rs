//! Accounts: signing in, opening one, getting back into one, the second factor, and what a person sets for themselves. Answers to
//! strangers never say whether an address is known: same words, same status, same time (auth-security.md, section 4).

mod claims;
pub(crate) mod letters;
mod reset;
mod second_factor;
mod settings;
mod setup;
pub(crate) mod sign_in;
mod sign_up;

use std::{future::Future, time::Duration};

use chrono::TimeDelta;
use domain::{
    field::Check,
    id::{Id, Organization, User},
};
use serde_json::Value;
use store::{
    Tx,
    one_time_links::{Kind, LinkRecord, NewLink},
};

pub use claims::ClaimableProfile;
pub use reset::NewPassword;
pub use second_factor::{Enrolment, waiting_seed};
pub use settings::{Account, NamesPatch, PasswordChange, Preferences};
pub use setup::NewSetUp;
pub use sign_in::{NewSignIn, SignedIn};
pub use sign_up::{Finish, NewSignUp, Verification};

use crate::{Ctx, Result, sessions};

/// What an answer to a stranger takes at least, known address or not: longer than the work for a known one.
const FLOOR: Duration = Duration::from_millis(120);

/// Does `work`, but answers no sooner than [`FLOOR`], so that the time says nothing.
async fn no_sooner<T>(work: impl Future<Output = T>) -> T {
    tokio::join!(work, tokio::time::sleep(FLOOR)).0
}

/// A one-time link about to be made; its token is returned once and only its hash kept.
pub(crate) struct LinkFor<'a> {
    /// What it is for.
    pub kind: Kind,
    /// Whose account it concerns.
    pub user: Option<Id<User>>,
    /// Which organisation it leads into.
    pub organization: Option<Id<Organization>>,
    /// The address it is sent to.
    pub email: Option<&'a str>,
    /// The role an invitation gives.
    pub role: Option<domain::actor::MemberRole>,
    /// What else it carries.
    pub data: Value,
    /// How long it works.
    pub lives: TimeDelta,
}

/// Makes a link and returns it with its token.
pub(crate) async fn make_link(tx: &mut Tx, ctx: &Ctx, link: LinkFor<'_>) -> Result<(LinkRecord, String)> {
    let token = ctx.new_token()?;
    let new = NewLink {
        id: ctx.new_id()?,
        token_hash: &sessions::token_hash(&token),
        kind: link.kind,
        user_id: link.user,
        organization_id: link.organization,
        email: link.email,
        role: link.role,
        data: &link.data,
        created_by: ctx.actor.user_id,
        created_at: ctx.now,
        expires_at: ctx.now + link.lives,
    };
    store::one_time_links::insert(tx, &new).await?;
    let made = LinkRecord {
        id: new.id,
        user_id: new.user_id,
        organization_id: new.organization_id,
        email: new.email.map(str::to_owned),
        role: new.role,
        data: link.data.clone(),
        created_by: new.created_by,
        created_at: new.created_at,
        expires_at: new.expires_at,
    };
    Ok((made, token))
}

/// A Latin and an Arabic name, at least one of them given.
pub(crate) fn names(check: &mut Check, latin: &str, arabic: &str) -> (String, String) {
    let latin = check.optional_text("nameLatin", latin, 200);
    let arabic = check.optional_text("nameArabic", arabic, 200);
    if latin.is_empty() && arabic.is_empty() {
        check.fail("nameLatin", domain::field::FieldCode::Required);
    }
    (latin, arabic)
}

/// The language a browser or form named, if the product speaks it.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    ["en", "ar"].into_iter().find(|known| text.eq_ignore_ascii_case(known))
}
