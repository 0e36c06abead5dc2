//! Which doors there are. The router itself is asked, by the only way axum has of telling (its `Debug` form), so that no list that a
//! person keeps can forget one.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;

/// Method and address of every route, as `GET /calls/{call}`.
pub fn all(router: &Router) -> BTreeSet<String> {
    let text = format!("{router:?}");
    // What follows answers addresses that no route has.
    let text = text.split("fallback_router").next().unwrap();
    let paths: BTreeMap<&str, &str> = text
        .split("RouteId(")
        .filter_map(|part| part.split_once("): \""))
        .map(|(id, rest)| (id, rest.split('"').next().unwrap()))
        .collect();
    let mut doors = BTreeSet::new();
    for part in text.split("RouteId(") {
        let Some((id, rest)) = part.split_once("): MethodRouter(") else { continue };
        let allowed = rest.split("allow_header: ").nth(1).expect("a method router tells what it allows");
        let methods = match allowed.strip_prefix("Bytes(b\"") {
            Some(list) => list.split('"').next().unwrap(),
            None => "ANY",
        };
        let path = paths[id];
        // Below /api every other address is answered "no such route", whatever the method.
        let nowhere = methods == "ANY" && path.starts_with("/api");
        doors.extend(
            methods.split(',').filter(|method| *method != "HEAD" && !nowhere).map(|method| format!("{method} {path}")),
        );
    }
    doors
}

/// Every form that a `ROUTES` names.
pub fn listed_forms() -> Vec<String> {
    callboard::http::forms::ROUTES.iter().copied().flatten().map(|route| (*route).to_owned()).collect()
}

/// Whether a form tells its actions apart by the end of its address.
pub fn is_dispatch(door: &str) -> bool {
    callboard::http::forms::is_dispatch(door)
}

/// The actions of such a form, as their file lists them.
pub fn expanded(door: &str) -> Vec<String> {
    listed_forms().into_iter().filter(|form| form != door && leads_to(form, door)).collect()
}

/// Whether a line's (or form's) call goes to this door: the same method and parts, where any part may stand for `{one}`.
pub fn leads_to(call: &str, door: &str) -> bool {
    let call = call.split('?').next().unwrap();
    let (call, door): (Vec<&str>, Vec<&str>) = (call.split('/').collect(), door.split('/').collect());
    let same = |(call, door): (&&str, &&str)| {
        call == door || door.starts_with('{') && call.starts_with(['<', '{']) || is_part(call, door)
    };
    call.len() == door.len() && call.iter().zip(&door).all(same)
}

/// A word in place of an action: `/bookings/<booking>/cancel` goes to `/bookings/{id}/{action}`.
fn is_part(call: &str, door: &str) -> bool {
    callboard::http::forms::DISPATCH.contains(&door) && !call.starts_with(['<', '{'])
}
