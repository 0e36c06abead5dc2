//! `/invite/{token}`: joining an organisation, or taking over the profile a caster made.

use leptos::prelude::*;
use services::invitations::Invitation;

use super::role_word;
use super::{NameFields, NewPasswordField, dead_link, in_language, token};
use crate::enter;
use crate::server;
use crate::ui::prelude::*;

/// Who invites, to what, and the one thing to do.
#[component]
pub fn Invite() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    let token = token();
    enter::page(async move {
        Ok(match services.read_invitation(&ctx, &token).await {
            Ok(invitation) => page(&token, &invitation),
            Err(error) => dead_link(
                error,
                view! { <LinkButton href="/sign-in">{words().t("account-back-to-sign-in")}</LinkButton> }.into_any(),
            ),
        })
    })
    .into_any()
}

fn page(token: &str, invitation: &Invitation) -> AnyView {
    let w = words();
    let organisation = in_language(&invitation.organization_en, &invitation.organization_ar);
    let inviter = in_language(&invitation.inviter_latin, &invitation.inviter_arabic);
    let title = match invitation.role {
        Some(_) => w.with("account-invite-title", &[("organisation", organisation.clone().into())]),
        None => w.with("account-claim-title", &[("organisation", organisation.clone().into())]),
    };
    let what = match invitation.role {
        Some(role) => {
            let role = w.t(role_word(role));
            if inviter.is_empty() {
                w.with("account-invite-text", &[("role", role.into())])
            } else {
                w.with("account-invite-text-by", &[("inviter", inviter.into()), ("role", role.into())])
            }
        }
        None => w.t("account-claim-text"),
    };
    let email = invitation.email.clone();
    let address = format!("/invite/{token}");
    let rest = match (invitation.has_account, invitation.is_own) {
        (true, true) => view! {
            <form class="stack" method="post" action=address>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-join")}</Button>
                </Actions>
            </form>
        }
        .into_any(),
        (true, false) => view! {
            <p>{w.with("account-invite-sign-in", &[("email", invitation.email.clone().into())])}</p>
            <Actions>
                <LinkButton href=format!("/sign-in?next={address}") kind=Kind::Primary wide=true>
                    {w.t("account-sign-in")}
                </LinkButton>
            </Actions>
        }
        .into_any(),
        (false, _) => view! {
            <form class="stack" method="post" action=address>
                <Facts>
                    <Fact name=w.t("account-email")>
                        <span dir="ltr">{email}</span>
                    </Fact>
                </Facts>
                <NameFields/>
                <NewPasswordField/>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-open-and-join")}</Button>
                </Actions>
            </form>
        }
        .into_any(),
    };
    view! {
        <PublicPage title=title organisation=organisation width=Width::Narrow>
            <p class="lead">{what}</p>
            {rest}
        </PublicPage>
    }
    .into_any()
}
