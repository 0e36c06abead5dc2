//! Days or rooms as columns of hours: the week of `/calendar`, the day of `/today`. Drawn by the server from minutes; on a phone
//! the same markup reads as a list. Knows no zone: minutes and labels come written.

use leptos::prelude::*;

use super::badge::Hue;
use super::icon::{Glyph, Icon};

/// Columns of one stretch of the day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeGridView {
    /// Its name for screen readers, such as "Week 29 Nov – 5 Dec".
    pub label: String,
    /// Minutes after midnight at the upper edge; a whole hour.
    pub from: u32,
    /// Minutes after midnight at the lower edge; a whole hour, above 1440 when the last thing ends the next day.
    pub to: u32,
    /// The hours written at the side: (minutes after midnight, words).
    pub hours: Vec<(u32, String)>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// Where the present is: (column, minutes after midnight, words such as "Now, 11:20").
    pub now: Option<(usize, u32, String)>,
}

/// One day or room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnView {
    /// `Sun 29`, or a room's name.
    pub title: String,
    /// `7 auditions`.
    pub note: Option<String>,
    /// Where its title leads.
    pub href: Option<String>,
    /// Its date, `2026-11-29`, where things may be put into it.
    pub date: Option<String>,
    /// Not a working day: drawn narrow when empty.
    pub off: bool,
    /// Whether it is today.
    pub today: bool,
    /// What happens, by start.
    pub blocks: Vec<BlockView>,
}

/// What a block is, apart from its hue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// An audition.
    #[default]
    Booking,
    /// Time that is taken elsewhere, a pause, lunch: hatched.
    Busy,
    /// An offered or stated free stretch: only an outline.
    Free,
}

/// One thing in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockView {
    /// Minutes after midnight of the column's day.
    pub from: u32,
    /// Minutes after midnight of the column's day.
    pub to: u32,
    /// `11:00`.
    pub time: String,
    /// Who or what.
    pub title: String,
    /// Role, status in words.
    pub note: Option<String>,
    /// The status' hue.
    pub hue: Hue,
    /// The status' sign, so that hue is not alone.
    pub sign: Option<Glyph>,
    /// What it is.
    pub kind: BlockKind,
    /// Where it leads.
    pub href: Option<String>,
    /// What is moved when it is dragged, or carried by the keyboard; nothing where that may not be.
    pub mover: Option<String>,
}

/// Blocks that overlap stand side by side: for each, its lane and how many lanes its group needs.
fn lanes(blocks: &[BlockView]) -> Vec<(usize, usize)> {
    let mut placed = vec![(0, 1); blocks.len()];
    let mut group: Vec<usize> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|&index| blocks.get(index).map(|block| (block.from, block.to)));
    let close = |group: &mut Vec<usize>, ends: &mut Vec<u32>, placed: &mut Vec<(usize, usize)>| {
        for index in group.drain(..) {
            if let Some(place) = placed.get_mut(index) {
                place.1 = ends.len();
            }
        }
        ends.clear();
    };
    for index in order {
        let Some(block) = blocks.get(index) else { continue };
        if ends.iter().all(|end| *end <= block.from) {
            close(&mut group, &mut ends, &mut placed);
        }
        let lane = ends.iter().position(|end| *end <= block.from).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = block.to,
            None => ends.push(block.to),
        }
        if let Some(place) = placed.get_mut(index) {
            place.0 = lane;
        }
        group.push(index);
    }
    close(&mut group, &mut ends, &mut placed);
    placed
}

/// The grid.
#[component]
pub fn TimeGrid(
    /// What to draw.
    view: TimeGridView,
    /// One wide column per room or host instead of days.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let TimeGridView { label, from, to, hours, columns, now } = view;
    let tracks: Vec<&str> = columns
        .iter()
        .map(
            |column| {
                if column.off && column.blocks.is_empty() { "minmax(3.5rem, 0.45fr)" } else { "minmax(7rem, 1fr)" }
            },
        )
        .collect();
    let style = format!("--span: {}; --tracks: {}", to.saturating_sub(from), tracks.join(" "));
    let heads: Vec<_> = hours
        .into_iter()
        .filter(|(minute, _)| (from..=to).contains(minute))
        .map(|(minute, words)| {
            view! { <span class="hour num" style=format!("--at: {}", minute - from)>{words}</span> }
        })
        .collect();
    let days: Vec<_> = columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            let now = now.clone().filter(|(at, ..)| *at == index).map(|(_, minute, words)| (minute, words));
            day(column, from, to, now)
        })
        .collect();
    view! {
        <div class="time-grid" class:wide=wide role="region" aria-label=label tabindex="0" style=style data-from=from data-to=to>
            <div class="hours" aria-hidden="true">
                {heads}
            </div>
            {days}
        </div>
    }
}

fn day(column: ColumnView, from: u32, to: u32, now: Option<(u32, String)>) -> impl IntoView {
    let places = lanes(&column.blocks);
    let blocks: Vec<_> =
        column.blocks.into_iter().zip(places).map(|(block, place)| block_line(block, place, from, to)).collect();
    let bare = blocks.is_empty();
    let title = match column.href {
        Some(href) => view! { <a href=href>{column.title}</a> }.into_any(),
        None => column.title.into_any(),
    };
    let now = now.filter(|(minute, _)| (from..=to).contains(minute)).map(|(minute, words)| {
        view! {
            <p class="now-line" style=format!("--at: {}", minute - from)>
                <span>{words}</span>
            </p>
        }
    });
    view! {
        <section class="time-column" class:off=column.off class:today=column.today class:bare=bare data-date=column.date>
            <header>
                <h3>{title}</h3>
                {column.note.map(|note| view! { <p>{note}</p> })}
            </header>
            <ol>{blocks} {now.map(|now| view! { <li class="now-item">{now}</li> })}</ol>
        </section>
    }
}

fn block_line(block: BlockView, (lane, lanes): (usize, usize), from: u32, to: u32) -> impl IntoView {
    let start = block.from.clamp(from, to) - from;
    let end = block.to.clamp(from, to) - from;
    let style = format!("--at: {start}; --for: {}; --lane: {lane}; --lanes: {lanes}", end.saturating_sub(start));
    let kind = match block.kind {
        BlockKind::Booking => "meeting",
        BlockKind::Busy => "busy",
        BlockKind::Free => "free",
    };
    let class = format!("block {kind} {}", block.hue.class());
    // A short block has room for one line only.
    let short = end.saturating_sub(start) <= 20;
    let inner = view! {
        <span class="block-line">
            {block.sign.map(|glyph| view! { <Icon glyph/> })} <span class="num">{block.time}</span> " "
            <bdi>{block.title}</bdi>
        </span>
        {block.note.map(|note| view! { <span class="block-note">{note}</span> })}
    };
    let body = match block.href {
        Some(href) => {
            let keys = block.mover.is_some().then_some("M");
            let fixed = block.mover.is_some().then_some("false");
            view! { <a class=class class:short=short href=href data-move=block.mover draggable=fixed aria-keyshortcuts=keys>{inner}</a> }
                .into_any()
        }
        None => view! { <div class=class class:short=short>{inner}</div> }.into_any(),
    };
    view! { <li style=style>{body}</li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_blocks_stand_side_by_side() {
        let block = |from, to| BlockView { from, to, ..BlockView::default() };
        let cases = [
            (vec![block(600, 630), block(630, 660)], vec![(0, 1), (0, 1)]),
            (vec![block(600, 660), block(630, 690), block(660, 700)], vec![(0, 2), (1, 2), (0, 2)]),
            (vec![block(700, 720), block(600, 720), block(600, 610)], vec![(1, 2), (1, 2), (0, 2)]),
        ];
        for (blocks, expected) in cases {
            assert_eq!(lanes(&blocks).len(), expected.len());
            let widths: Vec<_> = lanes(&blocks).iter().map(|(_, lanes)| *lanes).collect();
            assert_eq!(widths, expected.iter().map(|(_, lanes)| *lanes).collect::<Vec<_>>());
        }
    }
}
