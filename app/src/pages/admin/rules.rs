//! `/admin/notifications`: the organisation's rules and its quiet hours; and the same list as a tab of an event type. One rule is written at
//! `/admin/notifications/{id}`.

mod form;
mod one;
mod sample;

use domain::id::{EventType, Id};
use domain::notification_rule::{Channel, CheckedRule, QuietHours, Recipient, Trigger};
use leptos::prelude::*;
use services::notification_rules::RuleView;
use services::{Ctx, Result, Services};

pub use one::{NewRule, OneRule};
pub use sample::Shown;

use super::sections;
use crate::enter::{enter, page};
use crate::server::words;
use crate::ui::prelude::*;
use crate::ui::span::in_units;

/// The page.
#[component]
pub fn Notifications() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let rules = services.list_notification_rules(&ctx, None).await?;
        let quiet = services.quiet_hours(&ctx).await?;
        let w = words();
        let list = if rules.is_empty() {
            view! {
                <Empty title=w.t("notify-none") text=w.t("notify-none-text") icon=Glyph::Mail>
                    {add("/admin/notifications/new".to_owned())}
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Card title=w.t("notify-rules") sub=w.t("notify-rules-sub")>
                    <ul class="line-list">{rules.iter().map(|rule| line(rule, None)).collect_view()}</ul>
                </Card>
            }
            .into_any()
        };
        let quiet = quiet_card(quiet);
        let actions = add("/admin/notifications/new".to_owned()).into_any();
        Ok(view! {
            <Page title=w.t("nav-notifications") actions>
                {sections()}
                <div class="settings-columns">
                    <div class="stack">
                        <p class="muted">{w.t("notify-sub")}</p>
                        {list}
                    </div>
                    <aside class="stack">{quiet}</aside>
                </div>
            </Page>
        })
    })
}

/// The tab of an event type.
pub async fn tab(services: &Services, ctx: &Ctx, event_type: Id<EventType>) -> Result<AnyView> {
    let rules = services.list_notification_rules(ctx, Some(event_type)).await?;
    let w = words();
    let (own, house): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.event_type_id.is_some());
    let part = |rules: &[RuleView], none: &'static str| {
        let nothing = rules.is_empty().then(|| view! { <p class="muted">{words().t(none)}</p> });
        let lines = rules.iter().map(|rule| line(rule, Some(event_type))).collect_view();
        view! { {nothing} <ul class="line-list">{lines}</ul> }
    };
    let (own, house) = (part(&own, "notify-own-none"), part(&house, "notify-house-none"));
    let more = ctx.admin().is_ok().then(|| {
        view! { <Actions><LinkButton kind=Kind::Quiet href="/admin/notifications">{words().t("nav-notifications")}</LinkButton></Actions> }
    });
    Ok(view! {
        <Card title=w.t("notify-own") sub=w.t("notify-own-sub")>
            {own}
            <Actions>{add(format!("/admin/notifications/new?eventType={event_type}"))}</Actions>
        </Card>
        <Card title=w.t("notify-house") sub=w.t("notify-house-sub")>{house} {more}</Card>
    }
    .into_any())
}

fn add(href: String) -> impl IntoView {
    view! { <LinkButton href kind=Kind::Primary icon=Glyph::Plus>{words().t("notify-new")}</LinkButton> }
}

/// One rule with what can be done about it: in the organisation's list, or in that of an event type.
fn line(rule: &RuleView, at: Option<Id<EventType>>) -> impl IntoView + use<> {
    let w = words();
    let said = sentence(&rule.rule);
    let inherited = at.is_some() && rule.event_type_id.is_none();
    let off = !rule.is_active || rule.is_excepted;
    let (action, key) = match (inherited, off) {
        (true, _) if rule.is_excepted => ("apply", "notify-switch-on-here"),
        (true, _) => ("except", "notify-switch-off-here"),
        (false, true) => ("on", "notify-switch-on"),
        (false, false) => ("off", "notify-switch-off"),
    };
    let address = format!("/admin/notifications/{}/{action}", rule.id);
    let label = |action: String| w.with("notify-of-rule", &[("action", action.into()), ("rule", said.clone().into())]);
    let of = at.map(|id| view! { <input type="hidden" name="eventType" value=id.to_string()/> });
    let badge = match (rule.is_active, rule.is_excepted) {
        (false, _) => Some("notify-is-off"),
        (true, true) => Some("notify-is-off-here"),
        (true, false) => None,
    };
    let badge = badge.map(|key| view! { <Badge icon=Glyph::Minus>{w.t(key)}</Badge> });
    // One that the whole organisation switched off cannot be switched on for one event type.
    let may_switch = !inherited || rule.is_active;
    let switch = may_switch.then(|| {
        let label = label(w.t(key));
        view! {
            <form method="post" action=address>
                {of}
                <Button kind=Kind::Quiet small=true label>{w.t(key)}</Button>
            </form>
        }
    });
    let edit = (!inherited).then(|| {
        let href = format!("/admin/notifications/{}", rule.id);
        view! { <LinkButton href small=true label=label(w.t("notify-edit"))>{w.t("notify-edit")}</LinkButton> }
    });
    let details = details(&rule.rule).join(" · ");
    view! {
        <li class="line-row rule-line" class:off=off>
            <div class="line-what">
                <span class="rule-when"><strong>{when(&rule.rule)}</strong> {badge}</span>
                <span class="muted">{details}</span>
            </div>
            <div class="actions">{switch} {edit}</div>
        </li>
    }
}

/// A rule in one line, for whoever hears it instead of seeing it.
fn sentence(rule: &CheckedRule) -> String {
    let mut parts = vec![when(rule)];
    parts.extend(details(rule));
    parts.join(", ")
}

/// When it speaks.
pub fn when(rule: &CheckedRule) -> String {
    let w = words();
    let span = || span(rule.offset_min.unwrap_or_default());
    match rule.trigger {
        Trigger::Booked => w.t("notify-when-booked"),
        Trigger::Requested => w.t("notify-when-requested"),
        Trigger::Confirmed => w.t("notify-when-confirmed"),
        Trigger::Declined => w.t("notify-when-declined"),
        Trigger::Rescheduled => w.t("notify-when-rescheduled"),
        Trigger::Cancelled => w.t("notify-when-cancelled"),
        Trigger::BeforeStart => w.with("notify-when-before", &[("span", span().into())]),
        Trigger::AfterEnd => w.with("notify-when-after", &[("span", span().into())]),
        Trigger::Unconfirmed => w.with("notify-when-unconfirmed", &[("span", span().into())]),
    }
}

/// To whom, how, and what is special about it.
fn details(rule: &CheckedRule) -> Vec<String> {
    let w = words();
    let to = match rule.recipient {
        Recipient::Talent => w.t("notify-to-talent"),
        Recipient::Host => w.t("notify-to-host"),
        Recipient::Guests => w.t("notify-to-guests"),
        Recipient::Address => {
            w.with("notify-to-address", &[("address", rule.address.clone().unwrap_or_default().into())])
        }
    };
    let by = match rule.channel {
        Channel::Email => w.t("notify-by-email"),
        Channel::Sms => w.t("notify-by-sms"),
        Channel::Whatsapp => w.t("notify-by-whatsapp"),
    };
    let own = !rule.body_en.is_empty() || !rule.subject_en.is_empty();
    let mut parts = vec![format!("{to} {by}")];
    parts.extend(own.then(|| w.t("notify-has-words")));
    parts.extend(rule.keeps_quiet.then(|| w.t("notify-sleeps")));
    parts
}

fn span(minutes: i32) -> String {
    let w = words();
    let (n, unit) = in_units(minutes.into());
    let n = [("n", n.into())];
    match unit {
        "days" => w.with("notify-span-days", &n),
        "hours" => w.with("notify-span-hours", &n),
        _ => w.with("notify-span-minutes", &n),
    }
}

fn quiet_card(quiet: Option<QuietHours>) -> impl IntoView {
    let w = words();
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let (from, to) = quiet.map(|quiet| (clock(quiet.from), clock(quiet.to))).unwrap_or_default();
    view! {
        <Card title=w.t("notify-quiet") sub=w.t("notify-quiet-sub")>
            <form class="stack" method="post" action="/admin/notifications/quiet">
                <div class="columns">
                    <TimeField name="quietFrom" label=w.t("notify-quiet-from") value=from optional=true/>
                    <TimeField name="quietTo" label=w.t("notify-quiet-to") value=to optional=true/>
                </div>
                <p class="field-hint">{w.t("notify-quiet-clear")}</p>
                <Actions><Button>{w.t("notify-quiet-save")}</Button></Actions>
            </form>
        </Card>
    }
}
