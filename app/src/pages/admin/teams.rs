//! `/admin/team/teams/new` and `/admin/team/teams/{id}`: a team's names and members, and taking it out of use.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::members::MemberView;
use services::teams::TeamView;

use super::both_names;
use super::team::called;
use crate::enter::{enter, page};
use crate::pages::account::role_word;
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(words().t("nav-team"), "/admin/team")]
}

/// One more team.
#[component]
pub fn NewTeam() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let members = services.list_members(&ctx).await?;
        let fields = fields(None, &members);
        Ok(view! {
            <Page title=words().t("teams-new") width=Width::Narrow crumbs=crumbs()>
                <Card>
                    <form class="stack" method="post" action="/admin/team/teams">
                        {fields}
                        <Actions>
                            <Button kind=Kind::Primary>{words().t("teams-add")}</Button>
                            <LinkButton kind=Kind::Quiet href="/admin/team">{words().t("parts-cancel")}</LinkButton>
                        </Actions>
                    </form>
                </Card>
            </Page>
        })
    })
}

/// One team.
#[component]
pub fn OneTeam() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let id: domain::id::Id<domain::id::Team> = id.parse().map_err(|_| Error::NotFound)?;
        let teams = services.list_teams(&ctx, true).await?;
        let team = teams.into_iter().find(|team| team.id == id).ok_or(Error::NotFound)?;
        let members = services.list_members(&ctx).await?;
        let w = words();
        let base = format!("/admin/team/teams/{id}");
        let archived = team.archived_at.is_some();
        let badge = archived.then(|| view! { <Badge>{w.t("teams-archived")}</Badge> });
        let fields = fields(Some(&team), &members);
        let (title, text, part, kind) = if archived {
            ("teams-restore", "teams-restore-text", "restore", Kind::Secondary)
        } else {
            ("teams-archive", "teams-archive-text", "archive", Kind::Danger)
        };
        let (edit, end) = (format!("{base}/edit"), format!("{base}/{part}"));
        Ok(view! {
            <Page title=pick(&team.name_en, &team.name_ar) beside=badge.into_any() width=Width::Narrow crumbs=crumbs()>
                <div class="stack">
                    <Card>
                        <form class="stack" method="post" action=edit>
                            {fields}
                            <Actions>
                                <Button kind=Kind::Primary>{w.t("parts-save")}</Button>
                            </Actions>
                        </form>
                    </Card>
                    <Card title=w.t(title) sub=w.t(text)>
                        <form method="post" action=end>
                            <Button kind>{w.t(title)}</Button>
                        </form>
                    </Card>
                </div>
            </Page>
        })
    })
}

fn fields(team: Option<&TeamView>, members: &[MemberView]) -> impl IntoView + use<> {
    let w = words();
    let given = |pick: fn(&TeamView) -> &String| team.map(pick).cloned().unwrap_or_default();
    let names = both_names(
        ["nameEn", "nameAr"],
        ["teams-name-en", "teams-name-ar"],
        [given(|team| &team.name_en), given(|team| &team.name_ar)],
    );
    let boxes = members
        .iter()
        .filter(|member| member.deactivated_at.is_none())
        .map(|member| {
            let checked = team.is_some_and(|team| team.members.contains(&member.user_id));
            let label = format!("{} · {}", called(member), w.t(role_word(member.role)));
            view! { <Checkbox name="members" label value=member.user_id.to_string() checked/> }
        })
        .collect_view();
    view! {
        {names}
        <BoxGroup name="members" legend=w.t("teams-members") class="tick-columns">{boxes}</BoxGroup>
    }
}
