//! Weekly hours as rows of time fields. Without scripting each day has its rows and an empty one; awake, rows come and go, typed
//! times are tidied, and a day is copied to others. The server merges overlapping spans and says so.

use leptos::prelude::*;

mod week;

use crate::ui::icon::{Glyph, Icon};
use crate::view::hours::{HoursDay, HoursView, HoursWords, SpanView};

#[derive(Clone, Copy)]
struct Day {
    index: u8,
    name: StoredValue<String>,
    error: StoredValue<Option<String>>,
    /// Rows; the signal tells of rows coming and going, typing writes silently.
    spans: RwSignal<Vec<SpanView>>,
    /// Told when something was typed, for the picture of the week.
    typed: Trigger,
}

impl Day {
    fn new(day: HoursDay) -> Day {
        let mut spans = day.spans;
        // The row that makes the form work without scripting.
        spans.push(SpanView::default());
        Day {
            index: day.index,
            name: StoredValue::new(day.name),
            error: StoredValue::new(day.error),
            spans: RwSignal::new(spans),
            typed: Trigger::new(),
        }
    }
}

/// The editor. Stands inside a form.
#[island(lazy)]
pub fn HoursEditor(
    /// The hours as they are.
    view: HoursView,
) -> impl IntoView {
    let name = StoredValue::new(view.name);
    let words = StoredValue::new(view.words);
    let days = StoredValue::new(view.days.into_iter().map(Day::new).collect::<Vec<_>>());
    let awake = RwSignal::new(false);
    Effect::new(move |_| {
        awake.set(true);
        days.with_value(|days| {
            for day in days {
                day.spans.update(|spans| spans.retain(|span| !span.is_nothing()));
            }
        });
    });
    let rows = days.with_value(|all| all.iter().map(|day| row(*day, days, name, words, awake)).collect::<Vec<_>>());
    let has_week = words.with_value(|words| !words.week.is_empty());
    let picture = move || (has_week && awake.get()).then(|| week::picture(days, words));
    view! {
        {picture}
        <div class="hours-editor">{rows}</div>
    }
}

fn row(
    day: Day,
    days: StoredValue<Vec<Day>>,
    name: StoredValue<String>,
    words: StoredValue<HoursWords>,
    awake: RwSignal<bool>,
) -> impl IntoView {
    let with_day = move |pick: fn(&HoursWords) -> &String| {
        words.with_value(|words| pick(words).replace("{day}", &day.name.read_value()))
    };
    let add = move |_| {
        day.spans.update(|spans| {
            // The next stretch begins where the last ended, or a usual working day is offered.
            let next = match spans.last() {
                Some(last) if !last.end.is_empty() => SpanView::new(last.end.clone(), String::new()),
                Some(_) => SpanView::default(),
                None => SpanView::new("09:00".to_owned(), "17:00".to_owned()),
            };
            spans.push(next);
        });
    };
    let spans = move || {
        let all = day.spans.get();
        if awake.get() && all.is_empty() {
            return view! { <p class="hours-none">{words.with_value(|words| words.none.clone())}</p> }.into_any();
        }
        let rows: Vec<_> = all
            .into_iter()
            .enumerate()
            .map(|(index, span)| span_row(day, index, span, name, with_day, awake, words))
            .collect();
        rows.into_any()
    };
    view! {
        <fieldset class="hours-day">
            <legend>{day.name.get_value()}</legend>
            <div class="hours-spans">
                {spans}
                {day.error.get_value().map(|error| view! { <p class="field-error" id=error_id(day, name)>{error}</p> })}
            </div>
            <div class="hours-tools">
                {move || {
                    awake
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button quiet small sign"
                                    aria-label=with_day(|words| &words.add_on)
                                    on:click=add
                                >
                                    <Icon glyph=Glyph::Plus/>
                                </button>
                                {copy_menu(day, days, words)}
                            }
                        })
                }}
            </div>
        </fieldset>
    }
}

/// The id of the sentence that says what is wrong with a day.
fn error_id(day: Day, name: StoredValue<String>) -> String {
    name.with_value(|name| format!("f-{name}-{}-error", day.index))
}

fn span_row(
    day: Day,
    index: usize,
    span: SpanView,
    name: StoredValue<String>,
    with_day: impl Fn(fn(&HoursWords) -> &String) -> String + Copy + Send + Sync + 'static,
    awake: RwSignal<bool>,
    words: StoredValue<HoursWords>,
) -> impl IntoView {
    let start = RwSignal::new(span.start);
    let end = RwSignal::new(span.end);
    let (start_is_wrong, end_is_wrong) = (span.start_is_wrong, span.end_is_wrong);
    let field = move |part: &'static str, value: RwSignal<String>, label: String, is_wrong: bool| {
        let posted = name.with_value(|name| format!("{name}[{}][{index}][{part}]", day.index));
        // As `form::id_of` writes it: the error summary links here.
        let id = name.with_value(|name| format!("f-{name}-{}--{index}--{part}-", day.index));
        let write = move |text: String| {
            value.set(text.clone());
            day.spans.update_untracked(|spans| {
                if let Some(span) = spans.get_mut(index) {
                    if part == "start" { span.start = text } else { span.end = text }
                }
            });
            day.typed.notify();
        };
        view! {
            <input
                class="input"
                id=id
                type="text"
                inputmode="numeric"
                name=posted
                value=value.get_untracked()
                prop:value=move || value.get()
                aria-label=label
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=is_wrong.then(|| error_id(day, name))
                placeholder="00:00"
                maxlength="5"
                size="5"
                autocomplete="off"
                list="quarter-hours"
                dir="ltr"
                on:input=move |event| write(event_target_value(&event))
                on:change=move |event| write(tidy(&event_target_value(&event)))
            />
        }
    };
    let crosses = move || {
        let (start, end) = (start.get(), end.get());
        start.len() == 5 && end.len() == 5 && end <= start
    };
    view! {
        <div class="hours-span">
            {field("start", start, with_day(|words| &words.from_on), start_is_wrong)}
            <span aria-hidden="true">"–"</span>
            {field("end", end, with_day(|words| &words.to_on), end_is_wrong)}
            {move || {
                awake
                    .get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button quiet small sign"
                                aria-label=with_day(|words| &words.remove_on)
                                on:click=move |_| {
                                    day.spans
                                        .update(|spans| {
                                            if index < spans.len() {
                                                spans.remove(index);
                                            }
                                        })
                                }
                            >
                                <Icon glyph=Glyph::Close/>
                            </button>
                        }
                    })
            }}
            <small class="muted">{move || crosses().then(|| words.with_value(|words| words.next_day.clone()))}</small>
        </div>
    }
}

/// Other days to copy this one to: ticks and a button in a popover.
fn copy_menu(day: Day, days: StoredValue<Vec<Day>>, words: StoredValue<HoursWords>) -> impl IntoView {
    let chosen = StoredValue::new(Vec::<u8>::new());
    let id = format!("copy-hours-{}", day.index);
    let label = words.with_value(|words| words.copy_from.replace("{day}", &day.name.read_value()));
    let others: Vec<_> = days.with_value(|days| {
        days.iter()
            .filter(|other| other.index != day.index)
            .map(|other| {
                let index = other.index;
                view! {
                    <label class="menu-line">
                        <input
                            type="checkbox"
                            class="tick-box"
                            on:change=move |event| {
                                let ticked = event_target_checked(&event);
                                chosen
                                    .update_value(|chosen| {
                                        chosen.retain(|known| *known != index);
                                        if ticked {
                                            chosen.push(index);
                                        }
                                    });
                            }
                        />
                        <span>{other.name.get_value()}</span>
                    </label>
                }
            })
            .collect()
    });
    let apply = move |_| {
        let spans = day.spans.get_untracked();
        let wanted = chosen.get_value();
        days.with_value(|days| {
            for other in days.iter().filter(|other| wanted.contains(&other.index)) {
                other.spans.set(spans.clone());
            }
        });
    };
    let opens = id.clone();
    let closes = id.clone();
    view! {
        <div class="menu">
            <button type="button" class="button quiet small sign" popovertarget=opens aria-label=label>
                <Icon glyph=Glyph::Copy/>
            </button>
            <div class="menu-sheet" id=id popover="auto">
                <p class="menu-head">{words.with_value(|words| words.copy_to.clone())}</p>
                {others}
                <div class="menu-foot">
                    <button
                        type="button"
                        class="button small wide"
                        popovertarget=closes
                        popovertargetaction="hide"
                        on:click=apply
                    >
                        {words.with_value(|words| words.copy_apply.clone())}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// Writes `9`, `930`, `9.30` or `٩:٣٠` as `09:30`; anything else stays for the server to name.
fn tidy(text: &str) -> String {
    let digits: String = text
        .chars()
        .filter_map(|c| match u32::from(c) {
            0x0660..=0x0669 => char::from_digit(u32::from(c) - 0x0660, 10),
            0x06F0..=0x06F9 => char::from_digit(u32::from(c) - 0x06F0, 10),
            _ => Some(c).filter(char::is_ascii_digit),
        })
        .collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "00"),
        3 | 4 => digits.split_at(digits.len() - 2),
        _ => return text.trim().to_owned(),
    };
    match (hours.parse::<u8>(), minutes.parse::<u8>()) {
        (Ok(hours @ 0..=23), Ok(minutes @ 0..=59)) | (Ok(hours @ 24), Ok(minutes @ 0)) => {
            format!("{hours:02}:{minutes:02}")
        }
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn typed_times_are_tidied_and_nonsense_is_left_alone() {
        let cases = [
            ("9", "09:00"),
            ("930", "09:30"),
            ("9.30", "09:30"),
            ("٩:٣٠", "09:30"),
            ("24:00", "24:00"),
            ("24:15", "24:15"),
            ("noon", "noon"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(tidy(typed), expected, "{typed}");
        }
    }
}
