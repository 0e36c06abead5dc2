//! Signs drawn in our own strokes on a 20-unit square. Always beside a word or with a label on what holds them: an icon alone says nothing to a screen reader.

use leptos::prelude::*;

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Glyph {
    Calendar,
    Check,
    CheckCircle,
    ChevronDown,
    ChevronEnd,
    ChevronStart,
    Clapper,
    Clock,
    Close,
    Copy,
    Cross,
    Dots,
    Download,
    Globe,
    Hourglass,
    Info,
    Key,
    Link,
    List,
    Lock,
    Mail,
    Minus,
    Pencil,
    People,
    Person,
    Phone,
    Pin,
    Plus,
    Question,
    Refresh,
    Search,
    Sliders,
    Star,
    Sun,
    Trash,
    Undo,
    Video,
    Warning,
}

impl Glyph {
    /// The strokes, as path data.
    pub fn path(self) -> &'static str {
        match self {
            Glyph::Calendar => {
                "M3.5 5.5a1.5 1.5 0 0 1 1.5-1.5h10a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5zM3.5 8.5h13M7 2.5v3M13 2.5v3"
            }
            Glyph::Check => "M4.5 10.5l3.5 3.5 7.5-8",
            Glyph::CheckCircle => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM7 10.2l2.1 2.1 4-4.4",
            Glyph::ChevronDown => "M5.5 8l4.5 4.5L14.5 8",
            Glyph::ChevronEnd => "M8 5.5l4.5 4.5L8 14.5",
            Glyph::ChevronStart => "M12 5.5L7.5 10l4.5 4.5",
            Glyph::Clapper => {
                "M3.5 8.5h13v7a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5zM3.5 8.5l-.4-2.6 12.9-2.4.5 2.6-13 2.4M7 5.2l1.6 2.4M11.2 4.4l1.6 2.4"
            }
            Glyph::Clock => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4.2l2.8 1.8",
            Glyph::Close => "M5 5l10 10M15 5L5 15",
            Glyph::Copy => "M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3",
            Glyph::Cross => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8",
            Glyph::Dots => "M4.6 10h.01M10 10h.01M15.4 10h.01",
            Glyph::Download => "M10 3.5v9M6.5 9.5L10 13l3.5-3.5M4 16.5h12",
            Glyph::Globe => {
                "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM3 10h14M10 3c2.4 2 3.2 4.4 3.2 7S12.4 15 10 17M10 3C7.6 5 6.8 7.4 6.8 10s.8 5 3.2 7"
            }
            Glyph::Hourglass => {
                "M5.5 3.5h9M5.5 16.5h9M6.5 3.5v2.5c0 2 3.5 2.7 3.5 4s-3.5 2-3.5 4v2.5M13.5 3.5v2.5c0 2-3.5 2.7-3.5 4s3.5 2 3.5 4v2.5"
            }
            Glyph::Info => "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 9.5v4M10 6.6h.01",
            Glyph::Key => "M7 9.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM9.5 10.5l6.5-6.5M13.5 6.5l2 2",
            Glyph::Link => {
                "M8.5 11.5l3-3M9 6.5l1.7-1.7a3.2 3.2 0 0 1 4.5 4.5L13.5 11M11 13.5l-1.7 1.7a3.2 3.2 0 0 1-4.5-4.5L6.5 9"
            }
            Glyph::List => "M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.8 5.5h.01M3.8 10h.01M3.8 14.5h.01",
            Glyph::Lock => "M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5",
            Glyph::Mail => "M3.5 5h13v10h-13zM3.5 5.5l6.5 5 6.5-5",
            Glyph::Minus => "M5 10h10",
            Glyph::Pencil => "M4 16l.8-3.3L13.5 4l2.5 2.5-8.7 8.7zM11.5 6l2.5 2.5",
            Glyph::People => {
                "M7.5 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM3 16c0-2.6 2-4 4.5-4s4.5 1.4 4.5 4M13 5a2.2 2.2 0 0 1 0 4.2M14 12.2c1.9.4 3 1.7 3 3.8"
            }
            Glyph::Person => "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.5c0-3 2.7-4.5 6-4.5s6 1.5 6 4.5",
            Glyph::Phone => {
                "M5 3.5h2.5l1.5 4-2 1.5a9 9 0 0 0 4 4l1.5-2 4 1.5V15a1.5 1.5 0 0 1-1.5 1.5C9 16.5 3.5 11 3.5 5A1.5 1.5 0 0 1 5 3.5z"
            }
            Glyph::Pin => {
                "M10 17s5.5-4.7 5.5-8.8a5.5 5.5 0 0 0-11 0C4.5 12.3 10 17 10 17zM10 6.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
            }
            Glyph::Plus => "M10 4.5v11M4.5 10h11",
            Glyph::Question => {
                "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM8 8.2c0-1.2.9-2 2-2s2 .8 2 1.9c0 1.5-2 1.6-2 3.1M10 13.7h.01"
            }
            Glyph::Refresh => "M16 10a6 6 0 1 1-1.8-4.3M16 3.5v3h-3",
            Glyph::Search => "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l3.5 3.5",
            Glyph::Sliders => {
                "M3.5 6.5h7M14 6.5h2.5M3.5 13.5h2.5M9.5 13.5h7M12.2 4.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM7.8 11.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z"
            }
            Glyph::Star => "M10 3.5l2 4.2 4.5.6-3.3 3.2.8 4.6-4-2.2-4 2.2.8-4.6L3.5 8.3 8 7.7z",
            Glyph::Sun => {
                "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10 2.5v1.3M10 16.2v1.3M2.5 10h1.3M16.2 10h1.3M4.7 4.7l.9.9M14.4 14.4l.9.9M4.7 15.3l.9-.9M14.4 5.6l.9-.9"
            }
            Glyph::Trash => "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5",
            Glyph::Undo => "M7 4.5L3.5 8 7 11.5M3.5 8H12a4 4 0 0 1 0 8H8",
            Glyph::Video => "M3 6h9.5v8H3zM12.5 9l4.5-2.5v7L12.5 11z",
            Glyph::Warning => "M10 3.5l7 12.5H3zM10 8.5v3.5M10 14h.01",
        }
    }

    /// Whether the sign points along the line and must turn with the writing direction.
    pub fn turns(self) -> bool {
        matches!(self, Glyph::ChevronEnd | Glyph::ChevronStart | Glyph::Undo | Glyph::List | Glyph::Video)
    }
}

/// A sign, hidden from assistive technology.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" class:turns=glyph.turns() viewBox="0 0 20 20" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
}
