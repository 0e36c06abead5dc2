//! The parts every screen is made of. Parts know words, the request's locale and the form state; they know no noun's rules.

#[cfg(feature = "ssr")]
pub mod badge;
#[cfg(feature = "ssr")]
pub mod button;
#[cfg(feature = "ssr")]
pub mod choice;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod dialog;
#[cfg(feature = "ssr")]
pub mod feedback;
#[cfg(feature = "ssr")]
pub mod field;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod hours;
pub mod icon;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod live;
#[cfg(feature = "ssr")]
pub mod maybe;
#[cfg(feature = "ssr")]
pub mod menu;
#[cfg(feature = "ssr")]
pub mod month_grid;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod preview;
#[cfg(feature = "ssr")]
pub mod questions;
#[cfg(feature = "ssr")]
pub mod slots;
#[cfg(feature = "ssr")]
pub mod span;
#[cfg(feature = "ssr")]
pub mod table;
#[cfg(feature = "ssr")]
pub mod time_grid;
#[cfg(feature = "ssr")]
pub mod unfit;
#[cfg(feature = "ssr")]
pub mod zone;

/// Everything a page usually needs.
#[cfg(feature = "ssr")]
pub mod prelude {
    pub use super::badge::{Avatar, Badge, Hue, StatusBadge};
    pub use super::button::{Button, Kind, LinkButton};
    pub use super::choice::{BoxGroup, Checkbox, Choice, RadioCards, Select, Switch};
    pub use super::dialog::Dialog;
    pub use super::feedback::{Banner, Empty, Progress, Skeleton, Tone, Undo};
    pub use super::field::{Field, TextArea, TimeField};
    pub use super::icon::{Glyph, Icon};
    pub use super::layout::{Actions, AddMore, Card, Crumb, Fact, Facts, Stat, Stats};
    pub use super::live::Live;
    pub use super::maybe::Maybe;
    pub use super::menu::{Menu, MenuLink};
    pub use super::month_grid::{MonthCell, MonthGrid, MonthGridView, MonthLine};
    pub use super::page::{ErrorSummary, Page, PublicPage, Width};
    pub use super::span::SpanField;
    pub use super::table::{Column, Pagination, Sort, StepLink, Tab, Table, Tabs, pages};
    pub use super::time_grid::{BlockKind, BlockView, ColumnView, TimeGrid, TimeGridView};
    pub use super::zone::ZoneSelect;
    pub use crate::form::FormState;
    pub use crate::server::{dates, locale, query, viewer, words};
}
