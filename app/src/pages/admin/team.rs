//! `/admin/team`: who works here, who is invited, and the teams. Whose rights change, and what hangs on them, stands on the member's page.

use chrono::{DateTime, Utc};
use domain::actor::MemberRole;
use leptos::prelude::*;
use services::invitations::OpenInvitation;
use services::members::MemberView;
use services::teams::TeamView;

use super::sections;
use crate::enter::{enter, page};
use crate::pages::account::role_word;
use crate::pages::book::pick;
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// The roles, from the most rights to the fewest.
pub(super) const ROLES: [MemberRole; 5] =
    [MemberRole::Admin, MemberRole::Caster, MemberRole::Assistant, MemberRole::SessionRunner, MemberRole::Reviewer];

/// The page.
#[component]
pub fn Team() -> impl IntoView {
    let gone = query("show").as_deref() == Some("deactivated");
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let members = services.list_members(&ctx).await?;
        let invitations = services.list_invitations(&ctx).await?;
        let teams = services.list_teams(&ctx, true).await?;
        let invite = here_with(&[("dialog", Some("invite")), ("said", None)]);
        let actions = view! {
            <LinkButton href=invite kind=Kind::Primary icon=Glyph::Plus>{words().t("team-invite")}</LinkButton>
        };
        let dialog = (query("dialog").as_deref() == Some("invite")).then(invite_dialog);
        let teams = teams_card(&teams, &members);
        let (left, active): (Vec<_>, Vec<_>) = members.into_iter().partition(|one| one.deactivated_at.is_some());
        let tabs = (!left.is_empty() || gone).then(|| {
            let tab = |word: &'static str, show: Option<&str>, current: bool, n: usize| Tab {
                label: words().t(word),
                href: here_with(&[("show", show), ("said", None)]),
                current,
                count: u32::try_from(n).ok(),
            };
            let tabs = vec![
                tab("team-active", None, !gone, active.len()),
                tab("team-deactivated", Some("deactivated"), gone, left.len()),
            ];
            view! { <Tabs label=words().t("team-which") tabs pills=true/> }
        });
        let people = people(if gone { &left } else { &active }, ctx.now);
        let invitations = (!gone && !invitations.is_empty()).then(|| invited(invitations, ctx.now));
        Ok(view! {
            <Page title=words().t("nav-team") actions=actions.into_any()>
                {sections()}
                {tabs}
                <div class="stack">{people} {invitations} {teams}</div>
                {dialog}
            </Page>
        })
    })
}

/// What a member is called: their name, or their address while they have none.
pub(super) fn called(member: &MemberView) -> String {
    let name = pick(&member.name_latin, &member.name_arabic);
    if name.is_empty() { member.email.clone() } else { name }
}

fn people(members: &[MemberView], now: DateTime<Utc>) -> impl IntoView + use<> {
    let rows = members.iter().map(|member| person(member, now)).collect_view();
    if members.is_empty() {
        return view! { <Empty title=words().t("team-none-deactivated") icon=Glyph::People><span></span></Empty> }
            .into_any();
    }
    view! { <Card flush=true><ul class="people-list" aria-label=words().t("nav-team")>{rows}</ul></Card> }.into_any()
}

fn person(member: &MemberView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let name = called(member);
    let seen = match member.last_seen_at {
        Some(at) => w.with("team-seen", &[("when", dates().relative(at, now, locale().zone).into())]),
        None => w.t("team-never-seen"),
    };
    let state = match member.deactivated_at {
        Some(at) => {
            let since = dates().short_date(at.with_timezone(&locale().zone).date_naive());
            let word = w.with("team-since", &[("date", since.into())]);
            view! { <Badge icon=Glyph::Minus>{word}</Badge> }.into_any()
        }
        None => view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("team-is-active")}</Badge> }.into_any(),
    };
    let factor = factor(member.has_second_factor);
    let is_self = member.is_self.then(|| view! { <span class="muted">{w.t("team-you")}</span> });
    view! {
        <li class="people-row">
            <Avatar name=name.clone()/>
            <span class="people-who">
                <span>
                    <a class="row-link" href=format!("/admin/team/members/{}", member.id)><bdi>{name}</bdi></a>
                    " "
                    {is_self}
                </span>
                <bdi class="muted" dir="ltr">{member.email.clone()}</bdi>
            </span>
            <span class="people-role">{w.t(role_word(member.role))}</span>
            <span class="people-marks">{state} {factor}</span>
            <span class="people-seen muted">{seen}</span>
        </li>
    }
}

/// Whether a second factor is on.
pub(super) fn factor(on: bool) -> AnyView {
    let w = words();
    if on {
        view! { <Badge hue=Hue::Good icon=Glyph::Lock>{w.t("team-factor-on")}</Badge> }.into_any()
    } else {
        view! { <Badge hue=Hue::Wait icon=Glyph::Lock>{w.t("team-factor-off")}</Badge> }.into_any()
    }
}

fn invited(invitations: Vec<OpenInvitation>, now: DateTime<Utc>) -> impl IntoView {
    let w = words();
    let zone = locale().zone;
    let rows = invitations
        .into_iter()
        .map(|invitation| {
            let role = w.t(invitation.role.map_or("team-talent", role_word));
            let ends = dates().relative(invitation.expires_at, now, zone);
            let sent = w.with(
                "team-invited-when",
                &[("sent", dates().relative(invitation.created_at, now, zone).into()), ("ends", ends.into())],
            );
            let label = w.with("team-take-back-of", &[("email", invitation.email.clone().into())]);
            view! {
                <li class="line-row">
                    <span class="line-what">
                        <strong><bdi dir="ltr">{invitation.email}</bdi></strong>
                        <span class="muted">{role} " · " {sent}</span>
                    </span>
                    <form method="post" action=format!("/admin/team/invitations/{}/revoke", invitation.id)>
                        <button class="button quiet small" type="submit" aria-label=label>{w.t("team-take-back")}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <Card title=w.t("team-invited") sub=w.t("team-invited-sub")><ul class="line-list">{rows}</ul></Card> }
}

fn invite_dialog() -> impl IntoView {
    let w = words();
    let language = locale().lang.code().to_owned();
    let languages = vec![Choice::new("ar", "العربية"), Choice::new("en", "English")];
    view! {
        <Dialog id="invite" title=w.t("team-invite") close_href=here_with(&[("dialog", None), ("said", None)])>
            <form class="stack" method="post" action="/admin/team/invitations">
                <p class="muted">{w.t("team-invite-text")}</p>
                <Field name="email" label=w.t("account-email") kind="email" autocomplete="off"/>
                {role_cards(MemberRole::Caster)}
                <Select name="language" label=w.t("team-invite-language") choices=languages value=language/>
                <Actions>
                    <Button kind=Kind::Primary icon=Glyph::Mail>{w.t("team-invite-send")}</Button>
                </Actions>
            </form>
        </Dialog>
    }
}

/// The five roles, each with what it may do.
pub(super) fn role_cards(chosen: MemberRole) -> impl IntoView {
    let w = words();
    let choices = ROLES
        .map(|role| {
            let note = match role {
                MemberRole::Admin => "team-may-admin",
                MemberRole::Caster => "team-may-caster",
                MemberRole::Assistant => "team-may-assistant",
                MemberRole::SessionRunner => "team-may-session-runner",
                MemberRole::Reviewer => "team-may-reviewer",
            };
            Choice::new(role.as_str(), w.t(role_word(role))).with_note(w.t(note))
        })
        .to_vec();
    view! { <RadioCards name="role" legend=w.t("team-role") choices value=chosen.as_str() stacked=true/> }
}

fn teams_card(teams: &[TeamView], members: &[MemberView]) -> impl IntoView + use<> {
    let w = words();
    let rows: Vec<_> = teams
        .iter()
        .map(|team| {
            let names: Vec<String> =
                members.iter().filter(|one| team.members.contains(&one.user_id)).map(called).collect();
            let joint = if locale().lang == services::words::Lang::Ar { "، " } else { ", " };
            let who = if names.is_empty() { w.t("teams-nobody") } else { names.join(joint) };
            let archived = team.archived_at.is_some().then(|| view! { " " <Badge>{w.t("teams-archived")}</Badge> });
            view! {
                <li class="line-row">
                    <span class="line-what">
                        <span>
                            <a class="row-link" href=format!("/admin/team/teams/{}", team.id)>
                                <bdi>{pick(&team.name_en, &team.name_ar)}</bdi>
                            </a>
                            {archived}
                        </span>
                        <span class="muted"><bdi>{who}</bdi></span>
                    </span>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="muted">{w.t("teams-none")}</p> }.into_any()
    } else {
        view! { <ul class="line-list">{rows}</ul> }.into_any()
    };
    view! {
        <Card title=w.t("teams-title") sub=w.t("teams-sub")>
            {list}
            <Actions>
                <LinkButton href="/admin/team/teams/new" icon=Glyph::Plus small=true>{w.t("teams-new")}</LinkButton>
            </Actions>
        </Card>
    }
}
