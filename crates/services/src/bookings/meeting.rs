//! How people meet: what was typed, filled up from what the event type offers. Knows no times.

use domain::{
    event_location::{EventLocation, is_phone, tidy_phone},
    field::{Check, FieldCode},
    id::{Id, Room, User},
    meeting::MeetingType,
};
use store::{bookings::BookingRecord, slots::Facts};

use crate::{
    Result,
    slots::problem::{locations, own_place},
};

/// What somebody typed about the place. All of it may be missing: then the event type's first place is meant.
#[derive(Debug, Clone, Default)]
pub struct MeetingInput {
    /// `meetingType`.
    pub meeting_type: Option<MeetingType>,
    /// `roomId`.
    pub room_id: Option<Id<Room>>,
    /// `location`: an address, or the number to call.
    pub location: Option<String>,
    /// `meetingUrl`.
    pub meeting_url: Option<String>,
    /// `meetingPassword`.
    pub meeting_password: Option<String>,
}

/// The place as it is written. The room may still have to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) meeting_type: MeetingType,
    pub(crate) room_id: Option<Id<Room>>,
    pub(crate) location: Option<String>,
    pub(crate) meeting_url: Option<String>,
    pub(crate) meeting_password: Option<String>,
}

impl Place {
    /// Where the booking is now.
    pub(crate) fn of(record: &BookingRecord) -> Self {
        Self {
            meeting_type: record.meeting_type,
            room_id: record.room.as_ref().map(|room| room.room.id),
            location: record.location.clone(),
            meeting_url: record.meeting_url.clone(),
            meeting_password: record.meeting_password.clone(),
        }
    }

    /// The place with what a host has of their own for this way to meet, unless something else than what is offered was asked for.
    pub(crate) fn of_host(&self, own: Option<EventLocation>, offered: &[EventLocation]) -> Self {
        let asked = MeetingInput { meeting_type: Some(self.meeting_type), ..MeetingInput::default() };
        let usual = resolve(&mut Check::new(), &asked, offered);
        let Some(own) = own.filter(|_| usual == *self) else { return self.clone() };
        match own {
            EventLocation::Video { url, password } => {
                Self { meeting_url: url, meeting_password: password, ..self.clone() }
            }
            EventLocation::Phone { number } => Self { location: number, ..self.clone() },
            // Where the event type meets in rooms, it is a room that is looked for.
            EventLocation::InPerson { address, .. } if self.location.is_some() => {
                Self { location: address, ..self.clone() }
            }
            EventLocation::InPerson { .. } => self.clone(),
        }
    }

    /// Names of the fields in which `self` differs from `other`, in the API's spelling.
    pub(crate) fn differences(&self, other: &Self) -> Vec<&'static str> {
        [
            ("meetingType", self.meeting_type != other.meeting_type),
            ("roomId", self.room_id != other.room_id),
            ("location", self.location != other.location),
            ("meetingUrl", self.meeting_url != other.meeting_url),
            ("meetingPassword", self.meeting_password != other.meeting_password),
        ]
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
    }
}

/// Where a booking takes place with another team, if that differs: what stood there because of the former one gives way, what was agreed for
/// this booking alone stays.
pub(crate) fn with_team(record: &BookingRecord, facts: &Facts, staff: &[Id<User>]) -> Result<Option<Place>> {
    let here = Place::of(record);
    let former: Vec<Id<User>> = record.staff.iter().map(|person| person.user_id).collect();
    if here.room_id.is_some() || former == staff {
        return Ok(None);
    }
    let offered = locations(&facts.event)?;
    let asked = MeetingInput { meeting_type: Some(here.meeting_type), ..MeetingInput::default() };
    let usual = resolve(&mut Check::new(), &asked, &offered);
    let of = |team: &[Id<User>]| -> Result<Place> {
        Ok(usual.of_host(own_place(facts, team, here.meeting_type)?, &offered))
    };
    if of(&former)? != here {
        return Ok(None);
    }
    Ok(Some(of(staff)?).filter(|place| *place != here))
}

fn given(check: &mut Check, field: &str, value: Option<&String>, longest: usize) -> Option<String> {
    value.map(|value| check.optional_text(field, value, longest)).filter(|value| !value.is_empty())
}

/// The place that was meant. `offered` is what the event type offers; faults are noted in `check`.
pub(crate) fn resolve(check: &mut Check, input: &MeetingInput, offered: &[EventLocation]) -> Place {
    let location = given(check, "location", input.location.as_ref(), 500);
    let url = check.optional_url("meetingUrl", input.meeting_url.as_deref().unwrap_or_default());
    let password = given(check, "meetingPassword", input.meeting_password.as_ref(), 200);
    let guessed = if input.room_id.is_some() {
        Some(MeetingType::InPerson)
    } else if url.is_some() {
        Some(MeetingType::Video)
    } else if location.is_some() {
        Some(MeetingType::InPerson)
    } else {
        offered.first().map(EventLocation::way)
    };
    let Some(meeting_type) = input.meeting_type.or(guessed) else {
        check.fail("meetingType", FieldCode::Required);
        return Place {
            meeting_type: MeetingType::InPerson,
            room_id: None,
            location: None,
            meeting_url: None,
            meeting_password: None,
        };
    };
    let mut place = Place { meeting_type, room_id: None, location: None, meeting_url: None, meeting_password: None };
    match meeting_type {
        MeetingType::InPerson => {
            let rooms = offered.iter().any(|place| matches!(place, EventLocation::InPerson { room_id: Some(_), .. }));
            let address = offered.iter().find_map(|place| match place {
                EventLocation::InPerson { room_id: None, address } => address.clone(),
                _ => None,
            });
            place.room_id = input.room_id;
            place.location = location.or_else(|| address.filter(|_| input.room_id.is_none() && !rooms));
            if place.room_id.is_none() && place.location.is_none() && !rooms {
                check.fail("location", FieldCode::Required);
            }
        }
        MeetingType::Video => {
            let known = offered.iter().find_map(|place| match place {
                EventLocation::Video { url, password } => Some((url.clone(), password.clone())),
                _ => None,
            });
            let (known_url, known_password) = known.unwrap_or_default();
            place.meeting_password = password.or_else(|| known_password.filter(|_| url.is_none()));
            place.meeting_url = url.or(known_url);
        }
        MeetingType::Phone => {
            let number = offered.iter().find_map(|place| match place {
                EventLocation::Phone { number } => number.clone(),
                _ => None,
            });
            if location.as_deref().is_some_and(|number| !is_phone(number)) {
                check.fail("location", FieldCode::Invalid);
            }
            place.location = location.map(|number| tidy_phone(&number)).or(number);
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> Id<Room> {
        Id::from_uuid(uuid::Uuid::from_u128(7))
    }

    fn video() -> EventLocation {
        EventLocation::Video { url: Some("https://meet.example/1".to_owned()), password: Some("secret".to_owned()) }
    }

    #[test]
    fn nothing_typed_means_the_first_place_offered() {
        let mut check = Check::new();
        let place = resolve(&mut check, &MeetingInput::default(), &[video()]);
        assert_eq!(place.meeting_type, MeetingType::Video);
        assert_eq!(place.meeting_url.as_deref(), Some("https://meet.example/1"));
        assert_eq!(place.meeting_password.as_deref(), Some("secret"));
        assert!(check.errors().is_empty());
    }

    #[test]
    fn a_hosts_own_place_takes_the_place_of_what_is_offered_and_of_nothing_else() {
        let own = || EventLocation::Video { url: Some("https://own.example".to_owned()), password: None };
        let resolved = |input: &MeetingInput| resolve(&mut Check::new(), input, &[video()]);
        let place = resolved(&MeetingInput::default()).of_host(Some(own()), &[video()]);
        assert_eq!((place.meeting_url.as_deref(), place.meeting_password), (Some("https://own.example"), None));
        let typed = MeetingInput { meeting_url: Some("https://other.example".to_owned()), ..Default::default() };
        let place = resolved(&typed).of_host(Some(own()), &[video()]);
        assert_eq!(place.meeting_url.as_deref(), Some("https://other.example"));
        let offered = [EventLocation::InPerson { room_id: Some(room()), address: None }];
        let home = EventLocation::InPerson { room_id: None, address: Some("King Road 5".to_owned()) };
        let place = resolve(&mut Check::new(), &MeetingInput::default(), &offered);
        assert_eq!(place.of_host(Some(home.clone()), &offered), place, "a room stays a room");
        let offered = [EventLocation::InPerson { room_id: None, address: Some("Office".to_owned()) }];
        let place = resolve(&mut Check::new(), &MeetingInput::default(), &offered);
        assert_eq!(place.of_host(Some(home), &offered).location.as_deref(), Some("King Road 5"));
    }

    #[test]
    fn another_link_does_not_inherit_the_password_and_a_room_means_in_person() {
        let mut check = Check::new();
        let input = MeetingInput { meeting_url: Some("https://other.example".to_owned()), ..Default::default() };
        assert_eq!(resolve(&mut check, &input, &[video()]).meeting_password, None);
        let input = MeetingInput { room_id: Some(room()), ..Default::default() };
        let place = resolve(&mut check, &input, &[video()]);
        assert_eq!((place.meeting_type, place.room_id), (MeetingType::InPerson, Some(room())));
        assert!(check.errors().is_empty());
    }

    #[test]
    fn what_is_missing_or_wrong_is_said_at_its_field() {
        for (input, field) in [
            (MeetingInput::default(), "meetingType"),
            (MeetingInput { meeting_type: Some(MeetingType::InPerson), ..Default::default() }, "location"),
            (MeetingInput { meeting_url: Some("javascript:x".to_owned()), ..Default::default() }, "meetingUrl"),
            (
                MeetingInput {
                    meeting_type: Some(MeetingType::Phone),
                    location: Some("call me".to_owned()),
                    ..Default::default()
                },
                "location",
            ),
        ] {
            let mut check = Check::new();
            resolve(&mut check, &input, &[]);
            assert_eq!(check.errors().first().map(|error| error.field.as_str()), Some(field), "{input:?}");
        }
    }
}
