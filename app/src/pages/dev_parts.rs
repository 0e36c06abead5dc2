//! `/dev/parts`: every part in its states, for designers, testers and axe. Open in demo and test only; the data is made up here and nowhere else.

use leptos::prelude::*;

use crate::pages::errors::NotFound;
use crate::server;
use crate::ui::prelude::*;

/// The page, or 404 outside demo and test.
#[component]
pub fn DevParts() -> impl IntoView {
    if !server::is_demo() {
        return view! { <NotFound/> }.into_any();
    }
    view! {
        <Page title="Parts">
            <Card title="Buttons">
                <Actions>
                    <Button kind=Kind::Primary>"Save"</Button>
                    <Button>"Preview"</Button>
                </Actions>
            </Card>
        </Page>
    }
    .into_any()
}
