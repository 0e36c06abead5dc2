//! The office asks for another time: how whoever was asked reads it and answers, and how the office sees that it is open. Decides nothing.

use leptos::prelude::*;
use services::bookings::BookingView;

use super::answers::Base;
use super::show;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// What whoever was asked reads: who asks, why, and that nothing is lost by it.
pub fn banner(booking: &BookingView) -> Option<AnyView> {
    let asked = booking.reschedule_request.as_ref()?;
    let who = asked.by.as_ref().map_or_else(|| show::label(&booking.organization.name), show::name);
    let title = words().with("asked-title", &[("who", who.into())]);
    let reason = quoted(&asked.reason);
    Some(
        view! {
            <Banner tone=Tone::Warning title>
                {reason}
                <p>{words().t("asked-text")}</p>
            </Banner>
        }
        .into_any(),
    )
}

fn quoted(reason: &str) -> Option<AnyView> {
    let reason = reason.to_owned();
    (!reason.is_empty()).then(|| view! { <p class="pre" dir="auto">"“" {reason} "”"</p> }.into_any())
}

/// The dialog in which they keep the time they have.
pub fn keep(booking: &BookingView, base: &Base, close: String) -> AnyView {
    let (action, revision) = (format!("{}/keep", base.0), booking.revision.to_string());
    let cancel = close.clone();
    view! {
        <Dialog id="answer" title=words().t("asked-keep-title") close_href=close>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                <p>{words().t("asked-keep-text")}</p>
                <TextArea name="reason" label=words().t("answer-reason") hint=words().t("answer-reason-hint") optional=true maxlength=1000/>
                <Actions>
                    <Button kind=Kind::Primary>{words().t("asked-keep-send")}</Button>
                    <LinkButton kind=Kind::Quiet href=cancel>{words().t("shell-back")}</LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What the office reads while its request is open.
pub fn card(booking: &BookingView, base: &str) -> Option<AnyView> {
    let asked = booking.reschedule_request.as_ref()?;
    let w = words();
    let title = w.with("bookings-asked", &[("name", show::who(booking).into())]);
    let who = asked.by.as_ref().map_or_else(|| show::label(&booking.organization.name), show::name);
    let when = dates().when(asked.created_at, locale().zone);
    let by = w.with("bookings-asked-by", &[("who", who.into()), ("when", when.into())]);
    let reason = quoted(&asked.reason);
    let may = booking.allowed.contains(&domain::booking::Change::Reschedule);
    let (action, revision) = (format!("{base}/withdraw"), booking.revision.to_string());
    Some(
        view! {
            <Card title marked=true>
                <div class="stack">
                    <div>{reason} <p>{by}</p> <p class="muted">{w.t("bookings-asked-text")}</p></div>
                {may.then(|| {
                    view! {
                        <form method="post" action=action>
                            <input type="hidden" name="revision" value=revision/>
                            <Button>{w.t("bookings-asked-withdraw")}</Button>
                        </form>
                    }
                })}
                </div>
            </Card>
        }
        .into_any(),
    )
}
