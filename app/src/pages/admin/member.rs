//! `/admin/team/members/{id}`: one member, what hangs on them, and changing their rights. What a change does to what is booked is
//! said before it is saved.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::members::{MemberDetail, Stake};
use services::words::Lang;

use super::limit_rows;
use super::team::{called, factor, role_cards};
use crate::enter::{enter, page};
use crate::pages::account::role_word;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Member() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let detail = services.member(&ctx, id).await?;
        let w = words();
        let member = &detail.member;
        let base = format!("/admin/team/members/{}", member.id);
        let active = member.deactivated_at.is_none();
        let badge = if active {
            view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("team-is-active")}</Badge> }.into_any()
        } else {
            view! { <Badge icon=Glyph::Minus>{w.t("team-is-deactivated")}</Badge> }.into_any()
        };
        let seen = match member.last_seen_at {
            Some(at) => dates().relative(at, ctx.now, locale().zone),
            None => w.t("team-never-seen"),
        };
        let (email, role, has_factor) = (member.email.clone(), w.t(role_word(member.role)), member.has_second_factor);
        let facts = view! {
            <Facts>
                <Fact name=w.t("account-email")><bdi dir="ltr">{email}</bdi></Fact>
                <Fact name=w.t("team-role")>{role}</Fact>
                <Fact name=w.t("account-factor")>{factor(has_factor)}</Fact>
                <Fact name=w.t("team-last-seen")>{seen}</Fact>
            </Facts>
        };
        let last = detail
            .is_last_admin
            .then(|| view! { <Banner tone=Tone::Warning title=w.t("team-last-admin")><p>{w.t("team-last-admin-text")}</p></Banner> });
        let stake = stake_card(&detail.stake);
        let limits = active.then(|| limits_card(&detail, &base));
        let role = (active && !detail.is_last_admin).then(|| role_card(&detail, &base));
        let end = (!detail.is_last_admin).then(|| end_card(&detail, &base));
        Ok(view! {
            <Page
                title=called(member)
                beside=badge
                width=Width::Narrow
                crumbs=vec![Crumb::new(w.t("nav-team"), "/admin/team")]
            >
                <div class="stack">
                    {last}
                    <Card>{facts}</Card>
                    {stake}
                    {limits}
                    {role}
                    {end}
                </div>
            </Page>
        })
    })
}

/// What hangs on them now, so that nobody is surprised.
fn stake_card(stake: &Stake) -> impl IntoView + use<> {
    let w = words();
    let upcoming = w.with("team-upcoming", &[("n", stake.upcoming.into())]);
    let next = stake.next_at.map(|at| {
        let when = dates().short_when(at, locale().zone);
        w.with("team-next-at", &[("when", when.into())])
    });
    let (names, joint) = match locale().lang {
        Lang::En => (&stake.event_types_en, ", "),
        Lang::Ar => (&stake.event_types_ar, "، "),
    };
    let hosts = if names.is_empty() { w.t("team-hosts-none") } else { names.join(joint) };
    let calls = w.with("team-calls", &[("n", stake.calls.into())]);
    let keys = w.with("team-keys", &[("n", stake.keys.into())]);
    view! {
        <Card title=w.t("team-stake") sub=w.t("team-stake-sub")>
            <Facts>
                <Fact name=w.t("nav-bookings") note=next>{upcoming}</Fact>
                <Fact name=w.t("nav-event-types")><bdi>{hosts}</bdi></Fact>
                <Fact name=w.t("nav-calls")>{calls}</Fact>
                <Fact name=w.t("nav-api-keys")>{keys}</Fact>
            </Facts>
        </Card>
    }
}

/// How much they may have as a host; an empty field sets no limit.
fn limits_card(detail: &MemberDetail, base: &str) -> impl IntoView + use<> {
    let w = words();
    let (action, table) = (format!("{base}/limits"), limit_rows::table(&detail.limits));
    view! {
        <Card title=w.t("limits-host") sub=w.t("limits-host-sub") flush=true>
            <form method="post" action=action>
                {table}
                <div class="limit-save"><Button>{w.t("limits-save")}</Button></div>
            </form>
        </Card>
    }
}

fn role_card(detail: &MemberDetail, base: &str) -> impl IntoView + use<> {
    let w = words();
    let own =
        detail.member.is_self.then(|| view! { <Banner tone=Tone::Warning><p>{w.t("team-role-own")}</p></Banner> });
    let action = format!("{base}/role");
    let cards = role_cards(detail.member.role);
    let bookings = w.with("team-role-bookings", &[("n", detail.stake.upcoming.into())]);
    view! {
        <Card title=w.t("team-change-role")>
            <form class="stack" method="post" action=action>
                {own}
                {cards}
                <ul class="said-before">
                    <li>{bookings}</li>
                    <li>{w.t("team-role-sessions")}</li>
                    <li>{w.t("team-role-keys")}</li>
                </ul>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("team-save-role")}</Button>
                </Actions>
            </form>
        </Card>
    }
}

fn end_card(detail: &MemberDetail, base: &str) -> impl IntoView + use<> {
    let w = words();
    let stake = &detail.stake;
    let hosted = i64::try_from(stake.event_types_en.len()).unwrap_or(i64::MAX);
    if detail.member.deactivated_at.is_some() {
        let action = format!("{base}/reactivate");
        let role = w.with("team-back-role", &[("role", w.t(role_word(detail.member.role)).into())]);
        return view! {
            <Card title=w.t("team-reactivate")>
                <form class="stack" method="post" action=action>
                    <ul class="said-before">
                        <li>{role}</li>
                        <li>{w.with("team-back-hosts", &[("n", hosted.into())])}</li>
                    </ul>
                    <Actions>
                        <Button>{w.t("team-reactivate")}</Button>
                    </Actions>
                </form>
            </Card>
        }
        .into_any();
    }
    let action = format!("{base}/deactivate");
    let (bookings, keys) = (
        w.with("team-end-bookings", &[("n", stake.upcoming.into())]),
        w.with("team-end-keys", &[("n", stake.keys.into())]),
    );
    view! {
        <Card title=w.t("team-deactivate")>
            <form class="stack" method="post" action=action>
                <ul class="said-before">
                    <li>{w.t("team-end-now")}</li>
                    <li>{bookings}</li>
                    <li>{w.with("team-end-hosts", &[("n", hosted.into())])}</li>
                    <li>{keys}</li>
                    <li>{w.t("team-end-undo")}</li>
                </ul>
                <Actions>
                    <Button kind=Kind::Danger>{w.t("team-deactivate")}</Button>
                </Actions>
            </form>
        </Card>
    }
    .into_any()
}
