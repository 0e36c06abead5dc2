//! A month as a table: the month of `/calendar`, one-date overrides. Links per day; no script needed.

use leptos::prelude::*;

use super::badge::Hue;

/// A month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthGridView {
    /// Its name for screen readers, such as "November 2026".
    pub label: String,
    /// The heads: (short, long); see `ui::slots::weekdays`.
    pub weekdays: Vec<(String, String)>,
    /// Empty cells before the first; see `ui::slots::lead`.
    pub lead: u8,
    /// The days.
    pub days: Vec<MonthCell>,
}

/// A day of the month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthCell {
    /// `29`.
    pub number: String,
    /// Its accessible name, such as "Sunday 29 November, 7 auditions".
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Chosen.
    pub current: bool,
    /// Today.
    pub today: bool,
    /// Not a working day, or outside what can be changed.
    pub off: bool,
    /// A short note below the number.
    pub note: Option<String>,
    /// The hue of the note or mark.
    pub hue: Hue,
    /// What happens, the first few.
    pub lines: Vec<MonthLine>,
    /// What is said below the lines, such as "+ 4".
    pub more: Option<String>,
    /// The date, `2026-11-29`, where things may be put on it.
    pub date: Option<String>,
}

/// One thing of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthLine {
    /// Its hue.
    pub hue: Hue,
    /// When and who.
    pub words: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What is moved when it is dragged, or carried by the keyboard; nothing where that may not be.
    pub mover: Option<String>,
}

/// The month. With `lines` it is a calendar, without a small chooser of dates.
#[component]
pub fn MonthGrid(
    /// What to draw.
    view: MonthGridView,
) -> impl IntoView {
    let roomy = view.days.iter().any(|day| !day.lines.is_empty());
    let mut cells: Vec<Option<MonthCell>> = vec![None; usize::from(view.lead)];
    cells.extend(view.days.into_iter().map(Some));
    cells.resize(cells.len().next_multiple_of(7), None);
    let weeks: Vec<_> = cells
        .chunks(7)
        .map(|week| {
            let days: Vec<_> = week.iter().cloned().map(cell).collect();
            view! { <tr>{days}</tr> }
        })
        .collect();
    let heads: Vec<_> = view
        .weekdays
        .into_iter()
        .map(|(short, long)| {
            view! {
                <th scope="col">
                    <span aria-hidden="true">{short}</span>
                    <span class="sr-only">{long}</span>
                </th>
            }
        })
        .collect();
    view! {
        <table class="month-table" class:roomy=roomy>
            <caption class="sr-only">{view.label}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

fn cell(day: Option<MonthCell>) -> AnyView {
    let Some(day) = day else { return view! { <td></td> }.into_any() };
    let number = view! {
        <span class="num" aria-hidden="true">{day.number}</span>
        <span class="sr-only">{day.label}</span>
    };
    let head = match day.href {
        Some(href) => {
            view! { <a class="month-day" href=href aria-current=day.current.then_some("date")>{number}</a> }.into_any()
        }
        None => view! { <span class="month-day">{number}</span> }.into_any(),
    };
    let lines: Vec<_> = day.lines.into_iter().map(line).collect();
    let more = day.more.map(|more| view! { <li class="month-more">{more}</li> });
    view! {
        <td class:today=day.today class:off=day.off class:current=day.current data-date=day.date>
            {head}
            {day.note.map(|note| view! { <span class=format!("month-note {}", day.hue.class())>{note}</span> })}
            {(!lines.is_empty()).then(|| view! { <ul>{lines} {more}</ul> })}
        </td>
    }
    .into_any()
}

fn line(line: MonthLine) -> impl IntoView {
    let MonthLine { hue, words, href, mover } = line;
    let body = match href {
        Some(href) => {
            let keys = mover.is_some().then_some("M");
            let fixed = mover.is_some().then_some("false");
            view! { <a href=href data-move=mover draggable=fixed aria-keyshortcuts=keys><bdi>{words}</bdi></a> }
                .into_any()
        }
        None => view! { <bdi>{words}</bdi> }.into_any(),
    };
    view! { <li class=hue.class()>{body}</li> }
}
