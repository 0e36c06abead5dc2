//! Carrying an audition to another time: drawn with the pointer, or by keyboard (M, arrows, Enter). It only finds out where to; the server
//! is asked at the calendar's own address whether that time is free, and nothing moves before somebody confirms. Without scripting the
//! booking's own page does the same. Listens on the whole document, because the grid is drawn anew whenever something changes.

use leptos::prelude::*;

use crate::view::calendar::MoveView;

#[cfg(feature = "hydrate")]
mod carry;
#[cfg(any(feature = "hydrate", test))]
mod place;

/// The island. Stands after the grid and holds the words about it.
#[island(lazy)]
pub fn CalendarMove(
    /// Where to ask, and the words.
    view: MoveView,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let awake = RwSignal::new(false);
    let hint = view.hint.clone();
    Effect::new(move |_| {
        if !awake.get_untracked() {
            awake.set(true);
            #[cfg(feature = "hydrate")]
            carry::listen(view.clone(), said);
        }
    });
    view! {
        <p class="muted calendar-hint">{move || awake.get().then(|| hint.clone())}</p>
        <p class="sr-only" role="status">{move || said.get()}</p>
    }
}
