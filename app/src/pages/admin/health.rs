//! `/admin/health`: what the background does. Ids and counts only; whose mail it was stands nowhere here.

use domain::webhook::State;
use leptos::prelude::*;
use services::health::{DAYS, DeadJobView, NotificationFault};
use services::notifications::Kind as Sort;
use services::webhooks::WebhookView;

use super::{sections, webhooks};
use crate::enter::{enter, page};
use crate::pages::booking::messages;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Health() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let health = services.health(&ctx).await?;
        let w = words();
        let figure = |n: i64| w.n(n);
        let (mails, jobs, webhooks, calendars) = (health.mails, health.jobs, health.webhooks, health.calendars);
        let late = health.late_since.map(|since| {
            let since = dates().relative(since, ctx.now, locale().zone);
            view! {
                <Banner tone=Tone::Bad title=w.t("health-late")>
                    <p>{w.with("health-late-text", &[("since", since.into())])}</p>
                </Banner>
            }
        });
        let outbox = health.keeps_mails.then(|| {
            view! {
                <Banner>
                    <p>{w.t("health-outbox")} " " <a href="/dev/outbox">{w.t("health-outbox-open")}</a></p>
                </Banner>
            }
        });
        let (faults, dead, broken) = (faults(health.faults), dead(health.dead_jobs), broken(health.broken_webhooks));
        Ok(view! {
            <Page title=w.t("nav-health")>
                {sections()}
                <div class="stack">
                    {late}
                    {outbox}
                    <Card title=w.t("health-mails") sub=w.with("health-mails-sub", &[("n", DAYS.into())])>
                        <div class="stack">
                            <Stats>
                                <Stat name=w.t("health-sent") value=figure(mails.sent)/>
                                <Stat name=w.t("health-queued") value=figure(mails.queued)/>
                                <Stat name=w.t("health-failed") value=figure(mails.failed)/>
                                <Stat name=w.t("health-skipped") value=figure(mails.skipped)/>
                            </Stats>
                            <form method="post" action="/admin/health/test-mail">
                                <Button icon=Glyph::Mail>{w.t("health-test")}</Button>
                            </form>
                        </div>
                    </Card>
                    <Card title=w.t("health-jobs") sub=w.t("health-jobs-sub")>
                        <Stats>
                            <Stat name=w.t("health-due") value=figure(jobs.due)/>
                            <Stat name=w.t("health-running") value=figure(jobs.running)/>
                            <Stat name=w.t("health-later") value=figure(jobs.later)/>
                            <Stat name=w.t("health-dead") value=figure(jobs.failed)/>
                        </Stats>
                    </Card>
                    <Card title=w.t("health-webhooks") sub=w.t("health-webhooks-sub")>
                        <Stats>
                            <Stat name=w.t("health-webhooks-active") value=figure(webhooks.active)/>
                            <Stat name=w.t("health-webhooks-failing") value=figure(webhooks.failing)/>
                            <Stat name=w.t("health-webhooks-disabled") value=figure(webhooks.disabled)/>
                            <Stat name=w.t("health-webhooks-waiting") value=figure(webhooks.waiting)/>
                        </Stats>
                    </Card>
                    <Card title=w.t("health-calendars") sub=w.t("health-calendars-sub")>
                        <div class="stack">
                            <Stats>
                                <Stat name=w.t("health-calendars-all") value=figure(calendars.all)/>
                                <Stat name=w.t("health-calendars-failing") value=figure(calendars.failing)/>
                                <Stat name=w.t("health-calendars-closed") value=figure(calendars.closed)/>
                                <Stat name=w.t("health-calendars-unwritten") value=figure(calendars.unwritten)/>
                            </Stats>
                            {calendars.is_mailbox_failing.then(|| view! { <Banner tone=Tone::Bad><p>{words().t("health-replies-failing")}</p></Banner> })}
                            <p>
                                <a href="/admin/calendars">{w.t("member-calendars")}</a> " · "
                                <a href="/admin/settings/replies">{w.t("replies-title")}</a>
                            </p>
                        </div>
                    </Card>
                    {dead} {broken} {faults}
                </div>
            </Page>
        })
    })
}

/// Jobs that failed for good.
fn dead(jobs: Vec<DeadJobView>) -> Option<AnyView> {
    let w = words();
    let lines = jobs
        .iter()
        .map(|job| {
            let action = format!("/admin/health/jobs/{}/retry", job.id);
            let label = w.with("health-retry-of", &[("job", job.identifier.clone().into())]);
            let when = dates().short_when(job.died_at, locale().zone);
            view! {
                <li class="line-row">
                    <div class="line-what">
                        <strong><code dir="ltr">{job.identifier.clone()}</code></strong>
                        <span class="muted num">{w.t("health-died")} " · " {when}</span>
                    </div>
                    <form method="post" action=action><Button small=true icon=Glyph::Refresh label>{w.t("health-retry")}</Button></form>
                </li>
            }
        })
        .collect_view();
    (!jobs.is_empty()).then(|| {
        view! { <Card title=w.t("health-dead-jobs") sub=w.t("health-dead-jobs-sub")><ul class="line-list">{lines}</ul></Card> }.into_any()
    })
}

/// Webhooks that take nothing.
fn broken(hooks: Vec<WebhookView>) -> Option<AnyView> {
    let w = words();
    let lines = hooks
        .iter()
        .map(|hook| {
            let base = format!("/admin/webhooks/{}", hook.id);
            let on = (hook.state == State::Disabled).then(|| {
                let action = format!("{base}/on");
                view! { <form method="post" action=action><Button small=true>{w.t("hooks-switch-on")}</Button></form> }
            });
            let badge = webhooks::badge(hook);
            view! {
                <li class="line-row rule-line">
                    <div class="line-what"><span class="rule-when"><span dir="ltr">{hook.url.clone()}</span> {badge}</span></div>
                    <div class="actions">{on} <LinkButton href=base small=true kind=Kind::Quiet>{w.t("health-open-webhook")}</LinkButton></div>
                </li>
            }
        })
        .collect_view();
    (!hooks.is_empty()).then(|| {
        view! { <Card title=w.t("health-broken-webhooks")><ul class="line-list">{lines}</ul></Card> }.into_any()
    })
}

fn faults(faults: Vec<NotificationFault>) -> AnyView {
    let w = words();
    if faults.is_empty() {
        return view! { <Banner tone=Tone::Good><p>{w.t("health-no-faults")}</p></Banner> }.into_any();
    }
    let columns = [
        "health-fault-kind",
        "health-fault-written",
        "health-fault-attempts",
        "health-fault-next",
        "health-fault-action",
    ]
    .map(|key| Column { numeric: key == "health-fault-attempts", ..Column::new(w.t(key)) })
    .to_vec();
    let rows = faults
        .into_iter()
        .map(|fault| {
            let zone = locale().zone;
            let kind = Sort::parse(&fault.kind).map_or_else(|| fault.kind.clone(), |sort| w.t(messages::kind_word(sort, false)));
            let given_up = fault.next_attempt_at.is_none();
            let action = fault.booking_id.map(|booking| {
                let open = format!("/bookings/{booking}#messages");
                let resend = (given_up && fault.resent == 0).then(|| {
                    let action = format!("/bookings/{booking}/resend");
                    let label = w.with("health-resend-of", &[("kind", kind.clone().into())]);
                    view! {
                        <form method="post" action=action>
                            <input type="hidden" name="message" value=fault.id.to_string()/>
                            <input type="hidden" name="times" value="0"/>
                            <input type="hidden" name="back" value="/admin/health"/>
                            <Button small=true label>{w.t("message-resend")}</Button>
                        </form>
                    }
                });
                view! { <div class="actions">{resend} <LinkButton href=open small=true kind=Kind::Quiet>{w.t("health-open-booking")}</LinkButton></div> }
            });
            let next = match fault.next_attempt_at {
                Some(at) => dates().short_when(at, zone),
                None => w.t("health-given-up"),
            };
            view! {
                <tr>
                    <th scope="row">{kind.clone()} <small class="row-sub flat"><code dir="ltr">{fault.id.to_string()}</code></small></th>
                    <td class="num" data-label=w.t("health-fault-written")>{dates().short_when(fault.created_at, zone)}</td>
                    <td class="numeric num" data-label=w.t("health-fault-attempts")>{w.n(fault.attempts)}</td>
                    <td class="num" data-label=w.t("health-fault-next")>{next}</td>
                    <td>{action}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title=w.t("health-faults") sub=w.t("health-faults-sub") flush=true>
            <Table caption=w.t("health-faults") columns stacks=true>{rows}</Table>
        </Card>
    }
    .into_any()
}
