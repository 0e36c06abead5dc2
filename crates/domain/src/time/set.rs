//! Sorted sets of intervals that neither overlap nor touch. Every operation is one sweep over both sides (rule 20).
//! Must not know what the intervals mean.

use super::{Interval, micros};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A set of instants written as sorted, disjoint, non-touching intervals.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct IntervalSet(Vec<Interval>);

impl From<Vec<Interval>> for IntervalSet {
    /// Sorts and merges; what overlaps or touches becomes one (rule 6).
    fn from(mut items: Vec<Interval>) -> Self {
        if !items.is_sorted() {
            items.sort_unstable();
        }
        items.dedup_by(|next, kept| {
            if next.start <= kept.end {
                kept.end = kept.end.max(next.end);
                true
            } else {
                false
            }
        });
        Self(items)
    }
}

impl From<IntervalSet> for Vec<Interval> {
    fn from(set: IntervalSet) -> Self {
        set.0
    }
}

impl FromIterator<Interval> for IntervalSet {
    fn from_iter<T: IntoIterator<Item = Interval>>(items: T) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl IntervalSet {
    /// The empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// All time.
    #[must_use]
    pub fn always() -> Self {
        Self(vec![Interval::always()])
    }

    /// The intervals in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Interval] {
        &self.0
    }

    /// The intervals in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Interval> {
        self.0.iter()
    }

    /// Whether nothing is inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of intervals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the whole of `part` lies inside.
    #[must_use]
    pub fn covers(&self, part: &Interval) -> bool {
        let after = self.0.partition_point(|i| i.end <= part.start);
        self.0.get(after).is_some_and(|i| i.covers(part))
    }

    /// Whether any instant of `part` lies inside.
    #[must_use]
    pub fn touches(&self, part: &Interval) -> bool {
        let after = self.0.partition_point(|i| i.end <= part.start);
        self.0.get(after).is_some_and(|i| i.overlaps(part))
    }

    /// Whether the instant lies inside.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.holds(micros(at))
    }

    pub(crate) fn holds(&self, at: i64) -> bool {
        let after = self.0.partition_point(|i| i.end <= at);
        self.0.get(after).is_some_and(|i| i.start <= at)
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        if self.0.is_empty() {
            return other.clone();
        }
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut out: Vec<Interval> = Vec::with_capacity(self.0.len() + other.0.len());
        loop {
            let next = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) => {
                    if x.start <= y.start {
                        a.next()
                    } else {
                        b.next()
                    }
                }
                (Some(_), None) => a.next(),
                (None, _) => b.next(),
            };
            let Some(next) = next else { break };
            match out.last_mut() {
                Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
                _ => out.push(*next),
            }
        }
        Self(out)
    }

    /// What is in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let (mut i, mut j) = (0, 0);
        let mut out = Vec::with_capacity(self.0.len().max(other.0.len()));
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            if let Some(common) = a.intersection(b) {
                out.push(common);
            }
            if a.end <= b.end {
                i += 1;
            } else {
                j += 1;
            }
        }
        Self(out)
    }

    /// What is in this and not in `other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        if other.0.is_empty() {
            return self.clone();
        }
        let mut out = Vec::with_capacity(self.0.len() + other.0.len());
        let mut j = 0;
        for a in &self.0 {
            let mut start = a.start;
            while other.0.get(j).is_some_and(|b| b.end <= start) {
                j += 1;
            }
            let mut k = j;
            while let Some(b) = other.0.get(k) {
                if b.start >= a.end {
                    break;
                }
                if let Some(left) = Interval::raw(start, b.start) {
                    out.push(left);
                }
                start = start.max(b.end);
                if start >= a.end {
                    break;
                }
                k += 1;
            }
            j = k;
            if let Some(rest) = Interval::raw(start, a.end) {
                out.push(rest);
            }
        }
        Self(out)
    }

    /// The part inside `bounds`.
    #[must_use]
    pub fn clip(&self, bounds: &Interval) -> Self {
        let first = self.0.partition_point(|i| i.end <= bounds.start);
        Self(self.0.get(first..).unwrap_or_default().iter().map_while(|i| i.intersection(bounds)).collect())
    }
}

impl<'a> IntoIterator for &'a IntervalSet {
    type Item = &'a Interval;
    type IntoIter = std::slice::Iter<'a, Interval>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
