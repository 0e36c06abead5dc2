//! An event type's own hours: when it takes place at all, within those of its hosts. They stand in a schedule of the organisation, on the event
//! type's clock and under its name. Checking and merging is `schedules`' affair.

use domain::{
    field::{Check, FieldCode, FieldError},
    hours_form::{HoursForm, check_hours},
    id::{Id, Organization, Schedule},
};
use store::{
    Access, Tx, availability_rules,
    event_types::EventTypeRecord,
    schedules::{ScheduleOwner, ScheduleRecord},
};

use crate::{Ctx, Result, schedules};

/// Where faults of the hours stand: `hours.weekly.0.start`.
const FIELD: &str = "hours";
/// Longest name of a schedule.
const LONGEST: usize = 100;

/// Notes what is wrong with them.
pub(super) fn check(check: &mut Check, hours: &HoursForm) {
    if hours.is_closed() {
        // It could never be booked: whoever wants that archives it.
        check.fail(FIELD, FieldCode::Required);
    }
    let faults = check_hours(hours).err().unwrap_or_default();
    // Its clock is the event type's, which is judged there.
    for FieldError { field, code, limit } in faults.into_iter().filter(|fault| fault.field != "timeZone") {
        let field = format!("{FIELD}.{field}");
        match limit {
            Some(limit) => check.fail_with(&field, code, limit),
            None => check.fail(&field, code),
        }
    }
}

/// What is stored; one query, and none for those without.
pub(super) async fn read(db: &mut impl Access, record: &EventTypeRecord) -> Result<Option<HoursForm>> {
    let Some(id) = record.schedule_id else { return Ok(None) };
    let lines = availability_rules::list(db, &[id]).await?;
    let schedule = ScheduleRecord {
        id,
        owner: ScheduleOwner::Organization(record.organization_id),
        name: name(record),
        time_zone: record.time_zone.clone(),
        is_default: false,
        revision: 1,
        created_at: record.created_at,
        updated_at: record.updated_at,
    };
    Ok(Some(schedules::view(schedule, &lines)?.hours))
}

/// Makes the schedule what was typed and names it in the record, which is still to be written; what stays as it was is left alone. Answers the
/// schedule nobody needs any more, to be deleted once the record names it no longer.
pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    record: &mut EventTypeRecord,
    typed: Option<HoursForm>,
) -> Result<Option<Id<Schedule>>> {
    let owner = ScheduleOwner::Organization(record.organization_id);
    let Some(mut typed) = typed else { return Ok(record.schedule_id.take()) };
    typed.time_zone.clone_from(&record.time_zone);
    typed.name = name(record);
    match record.schedule_id {
        Some(_) if read(tx, record).await?.as_ref() == Some(&typed) => {}
        Some(id) => drop(schedules::rewrite(tx, ctx, owner, id, None, &typed).await?),
        None => record.schedule_id = Some(schedules::write_new(tx, ctx, owner, false, &typed).await?.0),
    }
    Ok(None)
}

/// Deletes a schedule that is named no longer.
pub(super) async fn delete(tx: &mut Tx, organization: Id<Organization>, schedule: Option<Id<Schedule>>) -> Result<()> {
    if let Some(id) = schedule {
        store::schedules::delete(tx, ScheduleOwner::Organization(organization), id).await?;
    }
    Ok(())
}

fn name(record: &EventTypeRecord) -> String {
    record.name_en.chars().take(LONGEST).collect()
}
