//! `/c/{org}/{call}`: a published call as the world sees it, and applying for a role in it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::casting_calls::PublicCall;

use super::super::book::pick;
use super::kind_word;
use crate::enter::{enter, page};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn OpenCall() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let (organisation, call) = (params.get("org").unwrap_or_default(), params.get("call").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let call = services.public_call(&ctx, &organisation, &call).await?;
        let signed_in = ctx.actor.user_id.is_some();
        let about = pick(&call.description_en, &call.description_ar);
        let roles = call
            .roles
            .iter()
            .map(|role| {
                let about = pick(&role.description_en, &role.description_ar);
                let (name, applied) = (pick(&role.name_en, &role.name_ar), role.applied);
                let age = |age: i16| words().n(i64::from(age));
                let ages = match (role.age_from, role.age_to) {
                    (Some(from), Some(to)) => {
                        Some(words().with("role-ages", &[("from", age(from).into()), ("to", age(to).into())]))
                    }
                    (Some(from), None) => Some(words().with("role-age-from", &[("from", age(from).into())])),
                    (None, Some(to)) => Some(words().with("role-age-to", &[("to", age(to).into())])),
                    (None, None) => None,
                };
                view! {
                    <Fact name>
                        {ages} " " <span dir="auto">{about}</span>
                        {applied.then(|| view! { <Badge hue=Hue::Good icon=Glyph::CheckCircle>{words().t("open-applied")}</Badge> })}
                    </Fact>
                }
            })
            .collect_view();
        let organisation = pick(&call.organization_name_en, &call.organization_name_ar);
        Ok(view! {
            <PublicPage title=pick(&call.title_en, &call.title_ar) sub=kind_word(call.kind) organisation width=Width::Narrow>
                {(!about.is_empty()).then(|| view! { <p class="lead" dir="auto">{about}</p> })}
                <Card title=words().t("calls-roles")><Facts>{roles}</Facts></Card>
                {apply(&call, signed_in)}
            </PublicPage>
        })
    })
}

fn apply(call: &PublicCall, signed_in: bool) -> AnyView {
    let address = format!("/c/{}/{}", call.organization_slug, call.slug);
    if !call.is_open {
        return view! { <Banner tone=Tone::Info>{words().t("open-closed")}</Banner> }.into_any();
    }
    if !signed_in {
        let next = format!("next={}", address.replace('/', "%2F"));
        let sign_up = format!("/sign-up?org={}", call.organization_slug);
        return view! {
            <Card title=words().t("open-apply") sub=words().t("open-sign-in-first")>
                <Actions>
                    <LinkButton href=format!("/sign-in?{next}") kind=Kind::Primary>{words().t("shell-sign-in")}</LinkButton>
                    <LinkButton href=sign_up>{words().t("account-sign-up")}</LinkButton>
                </Actions>
            </Card>
        }
        .into_any();
    }
    let choices: Vec<Choice> = call
        .roles
        .iter()
        .filter(|role| !role.applied)
        .map(|role| Choice::new(role.id.to_string(), pick(&role.name_en, &role.name_ar)))
        .collect();
    if choices.is_empty() {
        return view! { <Banner tone=Tone::Good>{words().t("open-applied-all")}</Banner> }.into_any();
    }
    view! {
        <Card title=words().t("open-apply") sub=words().t("open-consent")>
            <form class="stack" method="post" action=format!("{address}/apply")>
                <Select name="roleId" label=words().t("open-role") choices/>
                <Field name="phone" kind="tel" label=words().t("applicant-phone") optional=true/>
                <div class="columns">
                    <Field name="birthYear" label=words().t("applicant-birth-year") optional=true narrow=true maxlength=4/>
                    <Field name="city" label=words().t("applicant-city") optional=true maxlength=100/>
                </div>
                <TextArea name="note" label=words().t("open-note") optional=true maxlength=2000/>
                <Actions><Button kind=Kind::Primary>{words().t("open-apply")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}
