//! Commands that act in the system's own name: the first set-up, organisations and keys from the command line. Each calls one service method.

use services::organizations::OrganizationInput;

use super::{act, words};
use crate::commands::Failure;
use crate::logging;

/// `callboard setup-token`: the address of the first set-up, good once and for a day. Earlier ones stop working.
pub(super) fn setup_token() -> Result<(), Failure> {
    let address = act(async |services, ctx, _| {
        let token = services.create_setup_token(&ctx).await.map_err(words)?;
        Ok(format!("{}/setup?token={token}", services.settings().base_url))
    })?;
    logging::print(&address);
    Ok(())
}

/// `callboard org create NAME_EN NAME_AR`, with the country, zone and language of the product's default.
pub(super) fn create_organization(name_en: &str, name_ar: &str) -> Result<(), Failure> {
    let new = OrganizationInput { name_en: name_en.to_owned(), name_ar: name_ar.to_owned(), ..Default::default() };
    let id = act(async |services, ctx, _| services.create_organization(&ctx, new).await.map_err(words))?;
    logging::print(&format!("Made the organisation {id}."));
    Ok(())
}

/// `callboard api-key create --email E`: the only time the key is shown.
pub(super) fn create_api_key(email: &str) -> Result<(), Failure> {
    let (_id, key) = act(async |services, ctx, _| services.create_api_key_for(&ctx, email).await.map_err(words))?;
    logging::print(&key);
    Ok(())
}
