//! Commands that act in the system's own name: the first set-up, organisations and keys from the command line. Each calls one service method.

use domain::actor::Actor;
use services::organizations::OrganizationInput;
use services::{Ctx, Error, Services};

use super::Failure;
use crate::cluster::{Database, Use};
use crate::{logging, start};

/// `callboard setup-token`: the address of the first set-up, good once and for a day. Earlier ones stop working.
pub(super) fn setup_token() -> Result<(), Failure> {
    let address = act(async |services, ctx| {
        let token = services.create_setup_token(&ctx).await?;
        Ok(format!("{}/setup?token={token}", services.settings().base_url))
    })?;
    logging::print(&address);
    Ok(())
}

/// `callboard org create NAME_EN NAME_AR`, with the country, zone and language of the product's default.
pub(super) fn create_organization(name_en: &str, name_ar: &str) -> Result<(), Failure> {
    let new = OrganizationInput { name_en: name_en.to_owned(), name_ar: name_ar.to_owned(), ..Default::default() };
    let id = act(async |services, ctx| services.create_organization(&ctx, new).await)?;
    logging::print(&format!("Made the organisation {id}."));
    Ok(())
}

/// `callboard api-key create --email E`: the only time the key is shown.
pub(super) fn create_api_key(email: &str) -> Result<(), Failure> {
    let (_id, key) = act(async |services, ctx| services.create_api_key_for(&ctx, email).await)?;
    logging::print(&key);
    Ok(())
}

/// Opens the database (beside a running server if there is one), acts as Callboard itself, and closes it.
fn act<T>(action: impl AsyncFnOnce(Services, Ctx) -> services::Result<T>) -> Result<T, Failure> {
    let config = super::settings_for_database()?;
    let database = Database::open(&config, Use::Shared)?;
    let outcome = start::small_runtime()?.block_on(async {
        let services = start::services(&config, &database).await?;
        let ctx = services.ctx(Actor::system(), services::ctx::Request::default());
        action(services, ctx).await.map_err(words)
    });
    database.stop()?;
    outcome
}

/// What a person at the terminal is told.
fn words(error: Error) -> Failure {
    match error {
        Error::Fields(fields) => {
            let each: Vec<String> = fields.iter().map(|field| format!("{}: {:?}", field.field, field.code)).collect();
            each.join(", ").into()
        }
        other => other.to_string().into(),
    }
}
