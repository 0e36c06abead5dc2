//! `/calls/{call}`: its roles as tabs, the applicants of the chosen one, and what may be done about the call.

use domain::casting::CallStatus;
use domain::id::{CastingCall, Id, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::casting_calls::{CallDetail, RoleDetail};

use super::super::book::pick;
use super::applicants::Applicants;
use super::people;
use super::roles::{self, ages, gender_word};
use super::{kind_word, status_badge};
use crate::enter::{enter, page};
use crate::server::here_with;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Call() -> impl IntoView {
    let call = use_params_map().with_untracked(|params| params.get("call").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let detail = services.call(&ctx, id).await?;
        let chosen: Option<Id<Role>> = match query("role") {
            Some(role) => Some(role.parse().map_err(|_| Error::NotFound)?),
            None => None,
        };
        let role = match chosen {
            Some(id) => Some(detail.roles.iter().find(|role| role.role.id == id).ok_or(Error::NotFound)?.clone()),
            None => None,
        };
        let applicants = Applicants::load(&services, &ctx, &detail, role.as_ref()).await?;
        let crumbs = vec![Crumb::new(words().t("nav-calls"), "/calls")];
        let beside = status_badge(detail.call.status).into_any();
        let actions = actions(&detail, role.as_ref()).into_any();
        let about = pick(&detail.call.description_en, &detail.call.description_ar);
        let tabs = tabs(&detail, chosen);
        let names =
            detail.members.iter().map(|member| view! { <li><bdi>{people::name(member)}</bdi></li> }).collect_view();
        let role_line = role.as_ref().map(role_line);
        let dialog = dialog(&detail, role.as_ref());
        let has_roles = !detail.roles.is_empty();
        Ok(view! {
            <Page
                title=pick(&detail.call.title_en, &detail.call.title_ar)
                sub=kind_word(detail.call.kind)
                crumbs
                beside
                actions
            >
                {(!about.is_empty()).then(|| view! { <p class="lead" dir="auto">{about}</p> })}
                {public_line(&detail)}
                <Tabs label=words().t("calls-roles") tabs/>
                {role_line}
                {if has_roles {
                    applicants.show().into_any()
                } else {
                    no_roles(&detail).into_any()
                }}
                <Card title=words().t("calls-team")><ul class="plain">{names}</ul></Card>
                {dialog}
            </Page>
        })
    })
}

/// Nothing to apply for yet, and the way to change that.
fn no_roles(detail: &CallDetail) -> impl IntoView + use<> {
    let add = detail.rights.edit.then(|| {
        let href = here_with(&[("dialog", Some("role")), ("said", None)]);
        view! { <LinkButton href kind=Kind::Primary>{words().t("calls-add-role")}</LinkButton> }
    });
    view! {
        <Empty title=words().t("calls-no-roles") text=words().t("calls-no-roles-text") icon=Glyph::Clapper>{add}</Empty>
    }
}

fn tabs(detail: &CallDetail, chosen: Option<Id<Role>>) -> Vec<Tab> {
    let link = |role: Option<String>| {
        here_with(&[
            ("role", role.as_deref()),
            ("after", None),
            ("status", None),
            ("said", None),
            ("dialog", None),
            ("q", None),
        ])
    };
    let count = |number: i64| u32::try_from(number).ok();
    let all = Tab {
        label: words().t("calls-all-roles"),
        href: link(None),
        current: chosen.is_none(),
        count: count(detail.roles.iter().map(|role| role.counts.applications).sum()),
    };
    let roles = detail.roles.iter().map(|role| Tab {
        label: pick(&role.role.name_en, &role.role.name_ar),
        href: link(Some(role.role.id.to_string())),
        current: chosen == Some(role.role.id),
        count: count(role.counts.applications),
    });
    std::iter::once(all).chain(roles).collect()
}

/// Whom the role is written for.
fn role_line(role: &RoleDetail) -> impl IntoView + use<> {
    let (gender, ages) = (gender_word(role.role.gender), ages(&role.role));
    let about = pick(&role.role.description_en, &role.role.description_ar);
    let facts = [Some(gender), ages].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <p class="muted">{facts}</p>
        {(!about.is_empty()).then(|| view! { <p dir="auto">{about}</p> })}
    }
}

/// Where talent apply, once there is such a place.
fn public_line(detail: &CallDetail) -> impl IntoView + use<> {
    (detail.call.status == CallStatus::Published).then(|| {
        let organisation = detail.organization_slug.clone();
        let address = format!("/c/{organisation}/{}", detail.call.slug);
        let shown = address.clone();
        view! { <p>{words().t("calls-public-at")} " " <a href=address dir="ltr">{shown}</a></p> }
    })
}

fn actions(detail: &CallDetail, role: Option<&RoleDetail>) -> impl IntoView + use<> {
    let (call, rights) = (&detail.call, detail.rights);
    let with_dialog = |dialog: &str| here_with(&[("dialog", Some(dialog)), ("said", None)]);
    let to_status = |status: CallStatus, label: String, class: &'static str| {
        let action = format!("/calls/{}/status", call.id);
        let revision = call.revision;
        view! {
            <form method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                <button class=class name="status" value=status.as_str()>{label}</button>
            </form>
        }
    };
    let import = role.map(|role| format!("/calls/{}/import?role={}", call.id, role.role.id));
    let export = match role {
        Some(role) => format!("/calls/{}/applicants.csv?role={}", call.id, role.role.id),
        None => format!("/calls/{}/applicants.csv", call.id),
    };
    let publish = (rights.publish && call.status == CallStatus::Draft)
        .then(|| to_status(CallStatus::Published, words().t("calls-publish"), "button primary"));
    let rest = rights.publish.then(|| match call.status {
        CallStatus::Draft => None,
        CallStatus::Published => Some(to_status(CallStatus::Archived, words().t("calls-archive"), "menu-line")),
        CallStatus::Archived => Some(to_status(CallStatus::Published, words().t("calls-publish-again"), "menu-line")),
    });
    let add = (rights.edit && role.is_some()).then(|| {
        view! { <LinkButton href=with_dialog("applicant") kind=Kind::Primary>{words().t("calls-add-applicant")}</LinkButton> }
    });
    let edit = rights.edit.then(|| {
        let edit = format!("/calls/{}/edit", call.id);
        view! {
            <LinkButton href=with_dialog("role")>{words().t("calls-add-role")}</LinkButton>
            <Menu id="call-more" label=words().t("calls-more")>
                <MenuLink href=edit>{words().t("calls-edit")}</MenuLink>
                {import.map(|href| view! { <MenuLink href>{words().t("calls-import")}</MenuLink> })}
                <a class="menu-line" href=export download="">{words().t("calls-export")}</a>
                {rest}
            </Menu>
        }
    });
    view! { {publish} {add} {edit} }
}

/// The dialog the address asks for.
fn dialog(detail: &CallDetail, role: Option<&RoleDetail>) -> Option<AnyView> {
    if !detail.rights.edit {
        return None;
    }
    let close = here_with(&[("dialog", None)]);
    match (query("dialog").as_deref(), role) {
        (Some("role"), _) => {
            let action = format!("/calls/{}/roles", detail.call.id);
            Some(
                view! {
                    <Dialog id="role" title=words().t("calls-add-role") close_href=close>
                        <form class="stack" method="post" action=action>
                            {roles::fields(None)}
                            <Actions><Button kind=Kind::Primary>{words().t("calls-add-role")}</Button></Actions>
                        </form>
                    </Dialog>
                }
                .into_any(),
            )
        }
        (Some("applicant"), Some(role)) => {
            let action = format!("/calls/{}/applicants", detail.call.id);
            let id = role.role.id.to_string();
            Some(
                view! {
                    <Dialog id="applicant" title=words().t("calls-add-applicant") close_href=close>
                        <form class="stack" method="post" action=action>
                            <input type="hidden" name="role" value=id/>
                            <Field name="name" label=words().t("applicant-name") hint=words().t("applicant-name-hint") maxlength=200/>
                            <Field name="email" kind="email" label=words().t("applicant-email") optional=true/>
                            <Field name="phone" kind="tel" label=words().t("applicant-phone") optional=true/>
                            <div class="columns">
                                <Field name="birthYear" label=words().t("applicant-birth-year") optional=true narrow=true maxlength=4/>
                                <Field name="city" label=words().t("applicant-city") optional=true maxlength=100/>
                            </div>
                            <TextArea name="note" label=words().t("applicant-note") optional=true maxlength=2000/>
                            <Actions><Button kind=Kind::Primary>{words().t("calls-add-applicant")}</Button></Actions>
                        </form>
                    </Dialog>
                }
                .into_any(),
            )
        }
        _ => None,
    }
}
