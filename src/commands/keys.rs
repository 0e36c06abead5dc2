//! `callboard keys list|rotate|retire`: the keys that seal secrets in the database. Keys are never printed, only their ids.

use services::sealing::KeyUse;

use super::{Failure, act, words};
use crate::logging::print;

/// What a person does whose keys are a setting.
const BY_SETTING: &str = "put a new one before the others in CALLBOARD_SEALING_KEYS (openssl rand -hex 32), start every server anew, \
    and run `callboard keys rotate` again; with several servers add it behind the others first, so that all of them can open what one seals";

/// Each key with what it seals, newest first.
pub(super) fn list() -> Result<(), Failure> {
    let uses = act(async |services, ctx, _| services.sealing_keys(&ctx).await.map_err(words))?;
    for (at, key) in uses.iter().enumerate() {
        let note = match (key.is_there, at) {
            (false, _) => "  MISSING: what it seals cannot be opened",
            (true, 0) => "  newest: seals from now on",
            (true, _) if key.values == 0 => "  not needed any more",
            (true, _) => "",
        };
        print(&format!("{}  seals {}{note}", key.id, key.values));
    }
    Ok(())
}

/// A new key, and everything sealed anew under it. A rotation that was broken off is finished first, and then no key is added.
pub(super) fn rotate() -> Result<(), Failure> {
    let (newest, said) = act(async |services, ctx, file| {
        let before = services.sealing_keys(&ctx).await.map_err(words)?;
        let is_broken_off = before.iter().skip(1).any(|key| key.is_there && key.values > 0);
        match file {
            _ if is_broken_off => {}
            Some(file) => drop(file.add()?),
            None => return Err(format!("The newest key seals everything. For another one {BY_SETTING}.").into()),
        }
        let said = services.reseal(&ctx).await.map_err(words)?;
        let after = services.sealing_keys(&ctx).await.map_err(words)?;
        Ok((after.into_iter().next().map(|key: KeyUse| key.id).unwrap_or_default(), said))
    })?;
    print(&format!("{} secrets are now sealed by the key {newest}.", said.done));
    if said.unreadable > 0 {
        return Err(format!("{} could not be opened (see the log) and stay as they are", said.unreadable).into());
    }
    Ok(())
}

/// Removes a key from the data folder: one that seals nothing, and not the newest.
pub(super) fn retire(id: &str) -> Result<(), Failure> {
    act(async |services, ctx, file| {
        let uses = services.sealing_keys(&ctx).await.map_err(words)?;
        let at = uses.iter().position(|key| key.id == id && key.is_there);
        let key = at.and_then(|at| uses.get(at)).ok_or_else(|| format!("there is no key {id}"))?;
        if at == Some(0) {
            return Err(format!("the key {id} is the newest: run `callboard keys rotate` first").into());
        }
        if key.values > 0 {
            return Err(format!("the key {id} still seals {}: run `callboard keys rotate` first", key.values).into());
        }
        if services.settings().keys.first_id() == id {
            return Err(format!("the key {id} is made from the secret key, which links need: it stays").into());
        }
        let Some(file) = file else {
            return Err(format!("remove the key {id} from CALLBOARD_SEALING_KEYS and start every server anew").into());
        };
        if !file.remove(id)? {
            return Err(format!("the key {id} is not in the data folder").into());
        }
        Ok(())
    })?;
    print(&format!("The key {id} is gone."));
    Ok(())
}
