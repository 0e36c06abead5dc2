//! The roles of a call on its edit page, and `/calls/{call}/roles/{role}`: what a role is called and whom it is written for. Roles are put
//! away and taken back; who applied for them stays.

use domain::casting::{CallStatus, RoleGender};
use domain::id::CastingCall;
use domain::id::Id;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::casting_calls::{CallDetail, RoleDetail, RoleView};

use super::super::book::pick;
use super::status_badge;
use crate::enter::{enter, page};
use crate::server::words;
use crate::ui::prelude::*;

/// The word of whom a role is written for.
pub fn gender_word(gender: RoleGender) -> String {
    match gender {
        RoleGender::Any => words().t("role-gender-any"),
        RoleGender::Female => words().t("role-gender-female"),
        RoleGender::Male => words().t("role-gender-male"),
    }
}

/// The ages a role is written for, if it says any.
pub fn ages(role: &RoleView) -> Option<String> {
    let age = |age: i16| words().n(i64::from(age));
    match (role.age_from, role.age_to) {
        (Some(from), Some(to)) => {
            Some(words().with("role-ages", &[("from", age(from).into()), ("to", age(to).into())]))
        }
        (Some(from), None) => Some(words().with("role-age-from", &[("from", age(from).into())])),
        (None, Some(to)) => Some(words().with("role-age-to", &[("to", age(to).into())])),
        (None, None) => None,
    }
}

/// The fields of a role, filled with what it is; those in the script of the page first.
pub fn fields(role: Option<&RoleView>) -> impl IntoView + use<> {
    let w = words();
    let text = |of: fn(&RoleView) -> &str| role.map(|role| of(role).to_owned()).unwrap_or_default();
    let age = |of: fn(&RoleView) -> Option<i16>| role.and_then(of).map(|age| age.to_string()).unwrap_or_default();
    let chosen = role.map_or(RoleGender::Any, |role| role.gender);
    let genders = [RoleGender::Any, RoleGender::Female, RoleGender::Male]
        .map(|gender| Choice::new(gender.as_str(), gender_word(gender)))
        .to_vec();
    let english = locale().lang == services::words::Lang::En;
    let in_order = |en: AnyView, ar: AnyView| if english { (en, ar) } else { (ar, en) };
    let names = in_order(
        view! { <Field name="nameEn" label=w.t("role-name-en") value=text(|role| &role.name_en) optional=true maxlength=200 dir="ltr"/> }
            .into_any(),
        view! { <Field name="nameAr" label=w.t("role-name-ar") value=text(|role| &role.name_ar) optional=true maxlength=200 dir="rtl"/> }
            .into_any(),
    );
    let abouts = in_order(
        view! { <TextArea name="descriptionEn" label=w.t("calls-about-en") value=text(|role| &role.description_en) optional=true maxlength=5000/> }
            .into_any(),
        view! { <TextArea name="descriptionAr" label=w.t("calls-about-ar") value=text(|role| &role.description_ar) optional=true maxlength=5000/> }
            .into_any(),
    );
    view! {
        <div>
            <div class="columns">{names.0} {names.1}</div>
            <p class="field-hint">{w.t("calls-title-hint")}</p>
        </div>
        <Select name="gender" label=w.t("role-gender") choices=genders value=chosen.as_str()/>
        <fieldset class="field">
            <legend class="field-label">{w.t("role-age-range")}</legend>
            <div class="age-range">
                <Field name="ageFrom" label=w.t("role-youngest") value=age(|role| role.age_from) optional=true narrow=true maxlength=3/>
                <Field name="ageTo" label=w.t("role-oldest") value=age(|role| role.age_to) optional=true narrow=true maxlength=3/>
            </div>
        </fieldset>
        <div class="columns">{abouts.0} {abouts.1}</div>
    }
}

/// Every role with what may be done to it.
pub fn card(detail: &CallDetail) -> impl IntoView + use<> {
    let w = words();
    let call = detail.call.id;
    let lines: Vec<_> = detail.roles.iter().map(|role| line(call, role)).collect();
    let none = lines.is_empty().then(|| view! { <p class="muted">{w.t("calls-no-roles-text")}</p> });
    let add = format!("/calls/{call}?dialog=role");
    view! {
        <Card title=w.t("calls-roles")>
            {none} <ul class="line-list">{lines}</ul>
            <Actions><LinkButton href=add icon=Glyph::Plus>{w.t("calls-add-role")}</LinkButton></Actions>
        </Card>
    }
}

fn line(call: Id<CastingCall>, role: &RoleDetail) -> impl IntoView + use<> {
    let name = pick(&role.role.name_en, &role.role.name_ar);
    let gone = role.role.archived_at.is_some();
    let base = format!("/calls/{call}/roles/{}", role.role.id);
    let facts = [Some(gender_word(role.role.gender)), ages(&role.role)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let label = words().with("role-change", &[("name", name.clone().into())]);
    view! {
        <li class="line-row">
            <span>
                <a class="row-link" href=base.clone()><bdi>{name}</bdi></a>
                <small class="row-sub flat">{facts}</small>
                {gone.then(|| view! { <small class="row-sub flat">{words().t("role-archived")}</small> })}
            </span>
            <LinkButton href=base small=true label=label icon=Glyph::Pencil/>
        </li>
    }
}

/// Whether the world sees the call, and the button that changes it.
pub fn standing(detail: &CallDetail) -> Option<AnyView> {
    if !detail.rights.publish {
        return None;
    }
    let w = words();
    let (text, next, word) = match detail.call.status {
        CallStatus::Draft => (w.t("call-is-draft"), CallStatus::Published, w.t("calls-publish")),
        CallStatus::Published => (w.t("call-is-published"), CallStatus::Archived, w.t("calls-archive")),
        CallStatus::Archived => (w.t("call-is-archived"), CallStatus::Published, w.t("calls-publish-again")),
    };
    let action = format!("/calls/{}/status", detail.call.id);
    let revision = detail.call.revision;
    let badge = status_badge(detail.call.status);
    Some(
        view! {
            <Card title=w.t("calls-status")>
                <form class="stack" method="post" action=action>
                    <input type="hidden" name="revision" value=revision/>
                    <p>{badge} " " {text}</p>
                    <Actions><Button name="status" value=next.as_str()>{word}</Button></Actions>
                </form>
            </Card>
        }
        .into_any(),
    )
}

/// `/calls/{call}/roles/{role}`.
#[component]
pub fn RolePage() -> impl IntoView {
    let of = |name: &str| use_params_map().with_untracked(|params| params.get(name).unwrap_or_default());
    let (call, role) = (of("call"), of("role"));
    page(async move {
        let (services, ctx) = enter()?;
        let id: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let detail = services.call(&ctx, id).await?;
        if !detail.rights.edit {
            return Err(Error::Forbidden);
        }
        let found = detail.roles.iter().find(|one| one.role.id.to_string() == role).ok_or(Error::NotFound)?;
        let crumbs = vec![
            Crumb::new(words().t("nav-calls"), "/calls"),
            Crumb::new(pick(&detail.call.title_en, &detail.call.title_ar), format!("/calls/{id}")),
            Crumb::new(words().t("calls-edit"), format!("/calls/{id}/edit")),
        ];
        let base = format!("/calls/{id}/roles/{role}");
        let action = format!("{base}/edit");
        let name = pick(&found.role.name_en, &found.role.name_ar);
        let revision = found.role.revision.to_string();
        let fields = fields(Some(&found.role));
        let away = away(&detail, found, &base);
        Ok(view! {
            <Page title=name crumbs width=Width::Form>
                <div class="stack">
                    <Card>
                        <form class="stack" method="post" action=action>
                            <input type="hidden" name="revision" value=revision/>
                            {fields}
                            <Actions><Button kind=Kind::Primary>{words().t("calls-save")}</Button></Actions>
                        </form>
                    </Card>
                    {away}
                </div>
            </Page>
        })
    })
}

/// Putting the role away, or back; one nobody applied for may go altogether.
fn away(detail: &CallDetail, role: &RoleDetail, base: &str) -> impl IntoView + use<> {
    let w = words();
    let gone = role.role.archived_at.is_some();
    let (text, action, word) = if gone {
        (w.t("role-archived"), format!("{base}/restore"), w.t("role-restore"))
    } else {
        (
            w.with("role-archive-text", &[("n", role.counts.applications.into())]),
            format!("{base}/archive"),
            w.t("role-archive"),
        )
    };
    let delete = (detail.rights.publish && role.counts.applications == 0).then(|| {
        let action = format!("{base}/delete");
        view! { <form method="post" action=action><Button kind=Kind::Danger>{words().t("role-delete")}</Button></form> }
    });
    view! {
        <Card title=w.t("role-away") sub=text>
            <Actions>
                <form method="post" action=action><Button>{word}</Button></form>
                {delete}
            </Actions>
        </Card>
    }
}
