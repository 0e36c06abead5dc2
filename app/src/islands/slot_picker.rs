//! The slot picker. The server renders it from the same view as links, radio buttons and a zone list; once awake it moves
//! through months without loading pages, keeps the chosen time, counts the hold down and survives a lost race.

mod calls;
mod month;
mod state;
mod times;
mod zone;

use leptos::prelude::*;

use crate::view::picker::PickerView;
use state::State;

/// The picker. Stands inside the page's `<form>`; posts `start` (an instant), `hold` and `zone`.
#[island(lazy)]
pub fn SlotPicker(
    /// What to show first.
    view: PickerView,
) -> impl IntoView {
    let state = State::new(view);
    Effect::new(move |_| state.wake());
    view! {
        <div class="picker" data-awake=move || state.awake.get().then_some("")>
            {month::panel(state).into_any()} {times::panel(state).into_any()} <p class="sr-only" role="status">
                {move || state.said.get()}
            </p>
        </div>
    }
}
