//! `/dev/parts`: every part in its states, for designers, testers and axe. Open in demo and test only; the data is made up here and nowhere else.

use leptos::prelude::*;

use crate::form::FormState;
use crate::pages::errors::NotFound;
use crate::server::{self, Viewer};
use crate::ui::prelude::*;

mod calendars;
mod forms;
mod picker;
mod small;

/// The page, or 404 outside demo and test. `?dialog=1` shows the dialog, `?errors=1` the form with its errors.
#[component]
pub fn DevParts() -> impl IntoView {
    if !server::is_demo() {
        return view! { <NotFound/> }.into_any();
    }
    let arabic = locale().lang == services::words::Lang::Ar;
    let name = if arabic { "سارة الخليوي" } else { "Sarah Al-Khulaiwi" };
    if server::viewer().is_none() {
        provide_context(Viewer {
            name: name.to_owned(),
            initials: String::new(),
            email: "sarah@example.com".to_owned(),
            role: Some("admin".to_owned()),
            organisation: Some("TakeOne".to_owned()),
            organisations: Vec::new(),
        });
    }
    if query("errors").is_some() {
        let mut state = FormState::typed([
            ("title".to_owned(), String::new()),
            ("email".to_owned(), "noura@".to_owned()),
            ("kind".to_owned(), "video".to_owned()),
        ]);
        state.error("title", "error-required").error("email", "error-email").error("hours", "error-number");
        provide_context(state);
    }
    let actions = view! {
        <LinkButton href=server::here_with(&[("errors", Some("1"))])>"With errors"</LinkButton>
        <LinkButton href=server::here_with(&[("dialog", Some("1"))])>"Dialog"</LinkButton>
    };
    view! {
        <Page title="Parts" sub="Sample data, made up here" actions=actions.into_any()>
            {query("dialog").map(|_| view! { <SampleDialog/> })}
            <div class="parts-page">
                {small::sections()} {forms::section()} {picker::section()} {calendars::sections()}
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn SampleDialog() -> impl IntoView {
    let w = words();
    let close = server::here_with(&[("dialog", None)]);
    view! {
        <Dialog id="sample-dialog" title=w.t("parts-remove") close_href=close.clone()>
            <form method="get" action="/dev/parts">
                <TextArea name="reason" label="Reason" optional=true/>
                <Actions>
                    <Button kind=Kind::Danger>{w.t("parts-remove")}</Button>
                    <LinkButton kind=Kind::Quiet href=close>
                        {w.t("parts-cancel")}
                    </LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
}

/// A section with its heading.
fn section(title: &'static str, body: impl IntoView) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            {body}
        </section>
    }
}
