//! What the address of a list of bookings asks for, read the same for the page, for its file and for the views kept under a name.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::booking::Status;
use domain::booking_event::Side;
use domain::field::FieldCode;
use domain::id::{Id, User};
use domain::zone::Zone;
use services::bookings::{BookingQuery, Cursor, Order, Span};

/// The names of the filters, in the order they stand in a kept address.
pub const FILTERS: [&str; 8] = ["show", "q", "call", "role", "host", "status", "from", "to"];

/// A date that cannot be read, or a stretch that ends before it begins: the field and what is wrong with it.
pub type Fault = (&'static str, FieldCode);

fn given<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// The filters that are set, as they stand in an address.
pub fn address(pairs: &[(String, String)]) -> String {
    let set = FILTERS.iter().filter_map(|name| given(pairs, name).map(|value| (*name, value)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish()
}

/// The part of life that is listed.
pub fn span(pairs: &[(String, String)]) -> Span {
    match given(pairs, "show") {
        Some("past") => Span::Past,
        Some("cancelled") => Span::Cancelled,
        Some("all") => Span::All,
        _ => Span::Upcoming,
    }
}

/// The question to ask; dates are days of `zone`. A value that cannot be read is left out, a date is complained about.
pub fn read(pairs: &[(String, String)], me: Option<Id<User>>, zone: Tz) -> (BookingQuery, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut date = |name: &'static str| -> Option<NaiveDate> {
        let text = given(pairs, name)?;
        let date = domain::time::read_date(text);
        if date.is_none() {
            faults.push((name, FieldCode::NotADate));
        }
        date
    };
    let (from, to) = (date("from"), date("to"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        faults.push(("to", FieldCode::EndsBeforeStart));
    }
    let zone: Zone = zone.name().parse().unwrap_or(Zone::UTC);
    let day = |date: Option<NaiveDate>| date.and_then(|date| zone.day(date));
    let host = match given(pairs, "host") {
        Some("me") => me,
        other => other.and_then(|host| host.parse().ok()),
    };
    let span = span(pairs);
    let query = BookingQuery {
        statuses: given(pairs, "status").and_then(Status::parse).into_iter().collect(),
        span,
        side: Some(Side::Caster),
        call: given(pairs, "call").and_then(|call| call.parse().ok()),
        role: given(pairs, "role").and_then(|role| role.parse().ok()),
        host,
        search: given(pairs, "q").unwrap_or_default().chars().take(100).collect(),
        from: day(from).map(|day| day.start()),
        to: day(to).map(|day| day.end()),
        order: if span == Span::Upcoming { Order::Soonest } else { Order::Latest },
        after: given(pairs, "after").and_then(cursor),
        limit: 50,
        ..BookingQuery::default()
    };
    (query, faults)
}

/// A place in the list as it stands in the address. Not sealed: it leads only to rows the reader may see anyway.
pub fn cursor_text(cursor: &Cursor) -> String {
    format!("{}_{}", cursor.at.timestamp_micros(), cursor.id)
}

/// The same, read.
pub fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('_')?;
    Some(Cursor { at: domain::time::read_micros(at)?, id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(address: &str) -> Vec<(String, String)> {
        form_urlencoded::parse(address.as_bytes()).into_owned().collect()
    }

    #[test]
    fn an_address_is_read_and_written_back() {
        let zone = chrono_tz::Asia::Riyadh;
        let (query, faults) =
            read(&pairs("q=+Noura+&from=2026-11-22&to=2026-11-22&status=confirmed&show=all&said=x"), None, zone);
        assert!(faults.is_empty());
        assert_eq!(
            (query.search.as_str(), query.span, query.statuses.as_slice()),
            ("Noura", Span::All, &[Status::Confirmed][..])
        );
        let instant = |text: &str| text.parse().ok();
        assert_eq!((query.from, query.to), (instant("2026-11-21T21:00:00Z"), instant("2026-11-22T21:00:00Z")));
        assert_eq!(
            address(&pairs("said=x&after=1_2&status=confirmed&q=نورة&call=")),
            "q=%D9%86%D9%88%D8%B1%D8%A9&status=confirmed"
        );
        let (_, faults) = read(&pairs("from=soon&to=2026-13-01"), None, zone);
        assert_eq!(faults, [("from", FieldCode::NotADate), ("to", FieldCode::NotADate)]);
        let (_, faults) = read(&pairs("from=2026-11-23&to=2026-11-22"), None, zone);
        assert_eq!(faults, [("to", FieldCode::EndsBeforeStart)]);
    }
}
