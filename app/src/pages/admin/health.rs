//! `/admin/health`: what the background does. Ids and counts only; whose mail it was stands nowhere here.

use leptos::prelude::*;
use services::health::{DAYS, NotificationFault};

use super::sections;
use crate::enter::{enter, page};
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
        let (mails, jobs, webhooks) = (health.mails, health.jobs, health.webhooks);
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
        let faults = faults(health.faults);
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
                    {faults}
                </div>
            </Page>
        })
    })
}

fn faults(faults: Vec<NotificationFault>) -> AnyView {
    let w = words();
    if faults.is_empty() {
        return view! { <Banner tone=Tone::Good><p>{w.t("health-no-faults")}</p></Banner> }.into_any();
    }
    let columns =
        ["health-fault-id", "health-fault-kind", "health-fault-written", "health-fault-attempts", "health-fault-next"]
            .map(|key| Column::new(w.t(key)))
            .to_vec();
    let rows = faults
        .into_iter()
        .map(|fault| {
            let zone = locale().zone;
            let next = match fault.next_attempt_at {
                Some(at) => dates().short_when(at, zone),
                None => w.t("health-given-up"),
            };
            view! {
                <tr>
                    <th scope="row"><code dir="ltr">{fault.id.to_string()}</code></th>
                    <td><code dir="ltr">{fault.kind}</code></td>
                    <td class="num" data-label=w.t("health-fault-written")>{dates().short_when(fault.created_at, zone)}</td>
                    <td class="num" data-label=w.t("health-fault-attempts")>{w.n(fault.attempts)}</td>
                    <td class="num" data-label=w.t("health-fault-next")>{next}</td>
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
