//! The small shapes pages hand to islands and grids: texts already written in the reader's language, nothing to compute.
//! Compiled for both halves. Whatever stands here reaches a browser: no secrets, nothing the reader may not see.

pub mod calendar;
pub mod hours;
mod listed;
pub mod picker;
