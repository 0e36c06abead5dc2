//! Where a carried audition stands, counted in columns and minutes. No browser in it.

/// Times are offered to the quarter hour; any other stands on the booking's own page.
pub(super) const STEP: i32 = 15;

/// A column (a date) and a minute of its day; in a month only the column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) column: i32,
    pub(super) minute: i32,
}

/// What there is to move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// How many columns.
    pub(super) columns: i32,
    /// The first and last minute drawn; nothing in a month.
    pub(super) minutes: Option<(i32, i32)>,
    /// How long the audition lasts.
    pub(super) length: i32,
    /// The writing runs from right to left, and so do the columns.
    pub(super) rtl: bool,
    /// Columns of people on one day: only the time can change.
    pub(super) upright: bool,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrow {
    Up,
    Down,
    Left,
    Right,
}

#[cfg(feature = "hydrate")]
impl Arrow {
    pub(super) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            _ => return None,
        })
    }
}

impl Field {
    /// The next place in that direction, or the same one at the border.
    pub(super) fn step(&self, at: Place, arrow: Arrow) -> Place {
        let forward = if self.rtl { Arrow::Left } else { Arrow::Right };
        let columns = match (arrow, self.minutes) {
            (Arrow::Up, None) => -7,
            (Arrow::Down, None) => 7,
            (Arrow::Up | Arrow::Down, Some(_)) => 0,
            (side, _) if side == forward => 1,
            _ => -1,
        };
        let minutes = match (arrow, self.minutes) {
            (Arrow::Up, Some(_)) => -STEP,
            (Arrow::Down, Some(_)) => STEP,
            _ => 0,
        };
        let column = at.column + columns;
        let stays = self.upright || !(0..self.columns).contains(&column);
        self.inside(Place { column: if stays { at.column } else { column }, minute: at.minute + minutes })
    }

    /// The place on the grid nearest to a minute where the pointer stands.
    pub(super) fn snapped(&self, column: i32, minute: i32) -> Place {
        let minute = (minute + STEP / 2).div_euclid(STEP) * STEP;
        self.inside(Place { column, minute })
    }

    /// Held between the first and last minute that are drawn.
    fn inside(&self, at: Place) -> Place {
        match self.minutes {
            Some((from, to)) => {
                let last = (to.min(1440) - self.length).max(from);
                Place { minute: at.minute.clamp(from, last.min(1440 - STEP).max(from)), ..at }
            }
            None => at,
        }
    }
}

/// `2026-11-29T11:30`, or the date alone where only that was chosen.
pub(super) fn written(date: &str, field: &Field, at: Place) -> String {
    match field.minutes {
        Some(_) => format!("{date}T{:02}:{:02}", at.minute / 60, at.minute % 60),
        None => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: Field = Field { columns: 7, minutes: Some((540, 1080)), length: 30, rtl: false, upright: false };

    fn at(column: i32, minute: i32) -> Place {
        Place { column, minute }
    }

    #[test]
    fn arrows_step_by_quarter_hours_and_days_and_stop_at_the_border() {
        let month = Field { columns: 30, minutes: None, ..WEEK };
        let arabic = Field { rtl: true, ..WEEK };
        let day = Field { columns: 2, upright: true, ..WEEK };
        for (field, from, arrow, to) in [
            (WEEK, at(2, 600), Arrow::Up, at(2, 585)),
            (WEEK, at(2, 600), Arrow::Right, at(3, 600)),
            (WEEK, at(6, 600), Arrow::Right, at(6, 600)),
            (WEEK, at(2, 540), Arrow::Up, at(2, 540)),
            (WEEK, at(2, 1050), Arrow::Down, at(2, 1050)),
            (arabic, at(2, 600), Arrow::Right, at(1, 600)),
            (arabic, at(0, 600), Arrow::Right, at(0, 600)),
            (arabic, at(2, 600), Arrow::Left, at(3, 600)),
            (day, at(0, 600), Arrow::Right, at(0, 600)),
            (month, at(10, 600), Arrow::Down, at(17, 600)),
            (month, at(3, 600), Arrow::Up, at(3, 600)),
        ] {
            assert_eq!(field.step(from, arrow), to, "{from:?} {arrow:?}");
        }
    }

    #[test]
    fn the_pointer_snaps_and_addresses_are_written() {
        assert_eq!(WEEK.snapped(1, 608), at(1, 615));
        assert_eq!(WEEK.snapped(1, 100), at(1, 540));
        assert_eq!(WEEK.snapped(1, 2000), at(1, 1050));
        assert_eq!(written("2026-11-29", &WEEK, at(0, 615)), "2026-11-29T10:15");
        assert_eq!(written("2026-11-29", &Field { minutes: None, ..WEEK }, at(0, 615)), "2026-11-29");
    }
}
