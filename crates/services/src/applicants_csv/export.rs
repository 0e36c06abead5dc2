//! Applicants to CSV files: cells that a spreadsheet would run as a formula are escaped.

use domain::{actor::CallAction, field::FieldCode};
use store::applications;

use crate::{
    Ctx, Error, Result, Services,
    applications::{ApplicantQuery, readable},
    audit,
    casting_calls::{on_call, on_role},
};

impl Services {
    /// The applicants of a role or a call as a CSV file (UTF-8 with byte order mark, so that spreadsheets read Arabic). Whoever
    /// may edit the call may take its list away.
    pub async fn export_applicants_csv(&self, ctx: &Ctx, query: &ApplicantQuery) -> Result<String> {
        let mut tx = self.store().begin().await?;
        match (query.role_id, query.casting_call_id) {
            (Some(role), _) => drop(on_role(&mut tx, ctx, role, CallAction::Edit).await?),
            (None, Some(call)) => drop(on_call(&mut tx, ctx, call, CallAction::Edit).await?),
            (None, None) => return Err(Error::field("roleId", FieldCode::Required)),
        }
        let (organization, mut filter) = readable(&mut tx, ctx, query).await?;
        filter.limit = i64::MAX;
        let applicants = applications::list(&mut tx, organization, &filter).await?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let failed = |error: csv::Error| Error::internal("writing the list", error);
        out.write_record([
            "Name",
            "Arabic name",
            "Email",
            "Phone",
            "Birth year",
            "City",
            "Role",
            "Status",
            "Note",
            "Applied at",
        ])
        .map_err(failed)?;
        for one in &applicants {
            let year = one.birth_year.map(|year| year.to_string()).unwrap_or_default();
            let applied = one.created_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            let cells = [
                one.name_latin.as_str(),
                &one.name_arabic,
                one.email.as_deref().unwrap_or_default(),
                one.phone.as_deref().unwrap_or_default(),
                &year,
                one.city.as_deref().unwrap_or_default(),
                &one.role_name_en,
                one.status.as_str(),
                &one.note,
                &applied,
            ];
            out.write_record(cells.map(escaped)).map_err(failed)?;
        }
        let bytes = out.into_inner().map_err(|error| Error::internal("writing the list", error))?;
        let text = String::from_utf8(bytes).map_err(|error| Error::internal("writing the list", error))?;
        audit::entry(ctx, "application.exported").fact("count", applicants.len()).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(format!("\u{feff}{text}"))
    }
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn escaped(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
