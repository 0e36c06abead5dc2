//! What the island that carries auditions about the calendar is told.

use super::listed::listed;

listed! {
    /// Where a carried audition is asked about, and the island's words.
    pub struct MoveView {
        /// The calendar's address without a waiting move; ends in `?` or `&`.
        pub base: String,
        /// The tag for `Intl`.
        pub intl_tag: String,
        /// How to move something; shown once the island is awake.
        pub hint: String,
        /// `{who} is picked up. …`
        pub lifted: String,
        /// `{day}, {time}`
        pub put: String,
        /// Said when it was put back.
        pub left: String,
    }
}
