//! Where a list goes on: the place the services name (last row's sort key and id), bound to the list and its filters and sealed, so that
//! nobody builds on what is inside. It must not know any noun.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::field::Check;
use domain::id::{Id, Noun};
use hmac::{Hmac, Mac};
use http::StatusCode;
use serde::Deserialize;
use services::Services;
use services::page::Page;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::answer::Many;
use super::params;
use super::problem::Problem;

const VERSION: &str = "1";
/// Bytes of the seal: 128 bits.
const SEAL: usize = 16;

/// The cursors of one list with one set of filters.
pub struct Cursors {
    key: [u8; 32],
    filters: String,
}

impl Cursors {
    /// Cursors of `list` (its path) with `filters` (any text that differs when they differ).
    pub fn new(services: &Services, list: &str, filters: &str) -> Self {
        Self::from_key(services.settings().secret.expose(), list, filters)
    }

    fn from_key(key: &[u8; 32], list: &str, filters: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"callboard rest cursor\0");
        digest.update(key);
        let mut of = Sha256::new();
        of.update(list);
        of.update([0]);
        of.update(filters);
        let filters = URL_SAFE_NO_PAD.encode(of.finalize().get(..12).unwrap_or_default());
        Self { key: digest.finalize().into(), filters }
    }

    /// The cursor after the row with that sort key and id.
    pub fn write<N: Noun>(&self, at: DateTime<Utc>, id: Id<N>) -> String {
        self.write_place(&format!("{}.{id}", at.timestamp_micros()))
    }

    /// The row that `cursor` stands after; 400 for one that is not ours or belongs to other filters.
    pub fn read<N: Noun>(&self, cursor: &str) -> Result<(DateTime<Utc>, Id<N>), Problem> {
        let place = self.read_place(cursor)?;
        place
            .split_once('.')
            .and_then(|(at, id)| Some((domain::time::read_micros(at)?, id.parse().ok()?)))
            .ok_or_else(broken)
    }

    /// The cursor for a place in the list as the services write it.
    pub fn write_place(&self, place: &str) -> String {
        let mut bytes = format!("{VERSION}.{}.{place}", self.filters).into_bytes();
        let seal = self.seal(&bytes);
        bytes.extend_from_slice(&seal);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The place `cursor` stands for; 400 for one that is not ours or belongs to other filters.
    pub fn read_place(&self, cursor: &str) -> Result<String, Problem> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| broken())?;
        let (text, seal) = bytes.split_at_checked(bytes.len().saturating_sub(SEAL)).ok_or_else(broken)?;
        if !equal(&self.seal(text), seal) {
            return Err(broken());
        }
        let text = std::str::from_utf8(text).map_err(|_| broken())?;
        let mut parts = text.splitn(3, '.');
        let (Some(VERSION), Some(filters), Some(place)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(broken());
        };
        if filters != self.filters {
            return Err(bad("It belongs to another list or to other filters. Start again without it."));
        }
        Ok(place.to_owned())
    }

    /// A page of the services, dressed.
    pub fn page<V, T: From<V>>(&self, page: Page<V>) -> Many<T> {
        let next = page.next.map(|place| self.write_place(&place));
        Many::page(page.items.into_iter().map(T::from).collect(), next)
    }

    fn seal(&self, bytes: &[u8]) -> [u8; SEAL] {
        let mut seal = [0; SEAL];
        // A 32-byte key is always accepted; were it not, no cursor would be either.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) {
            mac.update(bytes);
            let whole = mac.finalize().into_bytes();
            seal.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        }
        seal
    }
}

/// Where a list goes on that has nothing else to ask.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// A page that the database cuts: `load` is given the place it begins after, as the services write it, and how many lines it has.
pub async fn paged<V, T: From<V>>(
    cursors: &Cursors,
    asked: (Option<&str>, Option<i64>),
    load: impl AsyncFnOnce(Option<&str>, usize) -> services::Result<Page<V>>,
) -> Result<Many<T>, Problem> {
    let mut check = Check::new();
    let limit = params::limit(&mut check, asked.1);
    check.finish(())?;
    let place = asked.0.map(|cursor| cursors.read_place(cursor)).transpose()?;
    Ok(cursors.page(load(place.as_deref(), limit).await?))
}

/// A page of a list of which an office has so few that it is read whole. The cursor names the last row of the page before; if that is gone,
/// its place.
pub fn cut<T>(
    cursors: &Cursors,
    asked: (Option<&str>, Option<i64>),
    items: Vec<T>,
    id: impl Fn(&T) -> &str,
) -> Result<Many<T>, Problem> {
    let mut check = Check::new();
    let limit = params::limit(&mut check, asked.1);
    check.finish(())?;
    let start = match asked.0 {
        None => 0,
        Some(cursor) => {
            let place = cursors.read_place(cursor)?;
            let (at, last) = place.split_once('~').ok_or_else(broken)?;
            match items.iter().position(|item| id(item) == last) {
                Some(at) => at + 1,
                None => at.parse().map_err(|_| broken())?,
            }
        }
    };
    let more = items.len() > start.saturating_add(limit);
    let page: Vec<T> = items.into_iter().skip(start).take(limit).collect();
    let next = page.last().filter(|_| more).map(|last| {
        // The number of the row itself: where the next begins if this one goes.
        cursors.write_place(&format!("{}~{}", start + page.len() - 1, id(last)))
    });
    Ok(Many::page(page, next))
}

/// In constant time, so that a seal cannot be found byte by byte.
fn equal(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn broken() -> Problem {
    bad("It is not a cursor of this list. Start again without it.")
}

fn bad(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "request.bad_cursor", "The cursor cannot be used here.")
        .at("/cursor", "invalid", detail)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_returns_its_place_to_its_own_list_only() {
        let list = Cursors::from_key(&[7; 32], "bookings", "status=live");
        let place = "1763000000123456~bkg_01jd9x8k3me0q8v6t2h4w7y5nz.x";
        let cursor = list.write_place(place);
        assert_eq!(list.read_place(&cursor).unwrap(), place);
        for other in [
            Cursors::from_key(&[7; 32], "bookings", "status=past"),
            Cursors::from_key(&[7; 32], "rooms", "status=live"),
            Cursors::from_key(&[8; 32], "bookings", "status=live"),
        ] {
            assert_eq!(other.read_place(&cursor).unwrap_err().status(), StatusCode::BAD_REQUEST);
        }
        for place in 0..cursor.len() {
            let mut broken = cursor.clone().into_bytes();
            broken[place] = if broken[place] == b'A' { b'B' } else { b'A' };
            assert!(list.read_place(std::str::from_utf8(&broken).unwrap()).is_err(), "byte {place} changed");
        }
        assert!(list.read_place("").is_err() && list.read_place("ä").is_err());
    }

    #[test]
    fn a_short_list_is_cut_and_goes_on_where_it_was() {
        let list = Cursors::from_key(&[7; 32], "rooms", "");
        let page = |names: &str, cursor: Option<&str>| {
            let items = names.split(' ').map(str::to_owned).collect();
            let page = cut(&list, (cursor, Some(2)), items, |name: &String| name).unwrap();
            (page.data.join(" "), page.meta.next_cursor)
        };
        let (first, next) = page("a b c d e", None);
        assert_eq!(first, "a b");
        let next = next.as_deref();
        for (now, second) in
            [("a b c d e", "c d"), ("n a b c d e", "c d"), ("a c d e", "c d"), ("b c", "c"), ("a b", "")]
        {
            assert_eq!(page(now, next).0, second, "{now}");
        }
        let (last, none) = page("a b c", next);
        assert_eq!((last.as_str(), none), ("c", None));
        assert!(cut(&list, (None, Some(0)), vec![String::new()], |name: &String| name).is_err());
    }
}
