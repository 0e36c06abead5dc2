//! What a rule would say, as its handler put it beside the request. Knows nothing of how it came about.

use leptos::prelude::*;
use services::bookings::BookingView;
use services::notifications::preview::{Preview, Sample};
use services::words::Lang;

use crate::pages::booking::show;
use crate::pages::dev_outbox::body;
use crate::server::{extension, words};
use crate::ui::prelude::*;

/// A preview that was asked for, and the booking it was made with; `None` where there was none.
#[derive(Clone)]
pub struct Shown(pub Option<(Preview, BookingView)>);

/// The card, where a preview was asked for.
pub(super) fn card() -> Option<AnyView> {
    let Shown(shown) = extension::<Shown>()?;
    let w = words();
    let Some((preview, booking)) = shown else {
        return Some(
            view! { <Banner tone=Tone::Warning alert=true><p>{w.t("notify-preview-none")}</p></Banner> }.into_any(),
        );
    };
    let sub = w.with("notify-preview-with", &[("name", show::who(&booking).into())]);
    let samples = preview.samples.into_iter().map(sample).collect_view();
    Some(
        view! {
            <Card title=w.t("notify-preview-title") sub marked=true class="rule-preview">
                <div class="rule-samples">{samples}</div>
            </Card>
        }
        .into_any(),
    )
}

fn sample(sample: Sample) -> impl IntoView {
    let title = match sample.lang {
        Lang::En => words().t("notify-preview-en"),
        Lang::Ar => words().t("notify-preview-ar"),
    };
    let (lang, dir) = (sample.lang.code(), sample.lang.dir());
    let subject = (!sample.subject.is_empty()).then_some(sample.subject);
    // Escaped by the mail's own printer, as in the outbox.
    let html = sample.html.map(|html| body(&html).to_owned());
    let text = sample.text;
    view! {
        <section class="rule-sample">
            <h3>{title}</h3>
            {subject.map(|subject| view! { <p lang=lang dir=dir><strong>{subject}</strong></p> })}
            {html.map(|html| view! { <div class="mail-sheet" tabindex="0" inner_html=html></div> })}
            {text.map(|text| view! { <p class="pre" lang=lang dir=dir>{text}</p> })}
        </section>
    }
}
