//! Applicants from CSV files: a preview with a line-by-line report first, then all at once; the same file twice creates nobody twice. Lists
//! go out in `export`.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use domain::{
    actor::CallAction,
    casting::{ApplicationSource, ApplicationStatus},
    field::{Check, FieldCode, FieldError},
    id::{Id, Organization, Role, TalentProfile},
};
use store::{
    Access,
    applications::{self, ApplicationRecord},
    talent_profiles as profiles,
};

use crate::{
    Ctx, Error, Result, Services,
    applications::{MADE, already_applied, checked_applicant},
    audit,
    casting_calls::on_role,
    talent_profiles::{ProfileView, taken},
};

mod columns;
mod export;

use columns::Column;
pub(crate) use export::escaped;

/// Largest file, in bytes.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// More columns than this are no list of people, and would cost as much as so many lines.
const MOST_COLUMNS: usize = 100;
/// Most applicants in one file.
pub const MOST_LINES: usize = 5000;
/// Most faults reported; a file with more is the wrong file.
const MOST_FAULTS: usize = 500;

/// What importing a line would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvOutcome {
    /// Somebody new.
    New,
    /// The organisation knows this talent by their address; an application is added.
    Known,
    /// Applied for this role already: nothing happens.
    AlreadyApplied,
}

/// One good line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvLine {
    /// Line of the file, the header being 1.
    pub line: u64,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// What importing it would do.
    pub outcome: CsvOutcome,
}

/// One thing wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFault {
    /// Line of the file, the header being 1.
    pub line: u64,
    /// The heading as the file has it; empty when the column is missing.
    pub column: String,
    /// What is wrong; the field is `name`, `email`, ….
    pub error: FieldError,
}

/// What a file would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CsvPreview {
    /// Good lines in their order.
    pub lines: Vec<CsvLine>,
    /// What is wrong, by line.
    pub faults: Vec<CsvFault>,
    /// Headings nobody knows; their columns are left out.
    pub ignored: Vec<String>,
}

impl CsvPreview {
    /// How many lines have that outcome.
    pub fn count(&self, outcome: CsvOutcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// How many lines have faults.
    pub fn faulty_lines(&self) -> usize {
        self.faults.iter().map(|fault| fault.line).collect::<HashSet<_>>().len()
    }
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CsvImported {
    /// New people.
    pub created: usize,
    /// Talent the organisation knew, now applicants.
    pub known: usize,
    /// Lines of people who had applied already.
    pub already: usize,
    /// Lines left out for their faults.
    pub skipped: usize,
}

/// A file read and compared with what is there.
struct Reading {
    preview: CsvPreview,
    /// For each line of the preview: the applicant, their profile if known, their note.
    wanted: Vec<(ProfileView, Option<Id<TalentProfile>>, String)>,
}

impl Services {
    /// Says what importing the file into the role would do. Writes nothing.
    pub async fn preview_applicants_csv(&self, ctx: &Ctx, role: Id<Role>, file: &[u8]) -> Result<CsvPreview> {
        let mut db = self.store().connection().await?;
        let (organization, _) = on_role(&mut db, ctx, role, CallAction::Edit).await?;
        Ok(read(&mut db, ctx, organization, role, file).await?.preview)
    }

    /// Imports the file's good lines into the role in one transaction. A file with faults is refused with all of them
    /// (`lines.<n>.<field>`) unless `skip_faulty`.
    pub async fn import_applicants_csv(
        &self,
        ctx: &Ctx,
        role: Id<Role>,
        file: &[u8],
        skip_faulty: bool,
    ) -> Result<CsvImported> {
        let mut tx = self.store().begin().await?;
        let (organization, _) = on_role(&mut tx, ctx, role, CallAction::Edit).await?;
        let Reading { preview, wanted } = read(&mut tx, ctx, organization, role, file).await?;
        if !preview.faults.is_empty() && !skip_faulty {
            let faults = preview.faults.into_iter().map(|fault| FieldError {
                field: format!("lines.{}.{}", fault.line, fault.error.field),
                ..fault.error
            });
            return Err(Error::Fields(faults.collect()));
        }
        let mut done = CsvImported { skipped: preview.faulty_lines(), ..CsvImported::default() };
        let (mut people, mut added) = (Vec::new(), Vec::new());
        for (line, (mut profile, known, note)) in preview.lines.iter().zip(wanted) {
            match line.outcome {
                CsvOutcome::AlreadyApplied => {
                    done.already += 1;
                    continue;
                }
                CsvOutcome::Known => done.known += 1,
                CsvOutcome::New => done.created += 1,
            }
            // Lists are newest first: a microsecond apart, the file's first line stands first.
            let created_at = ctx.now - TimeDelta::microseconds(i64::try_from(line.line).unwrap_or(0));
            profile.created_at = created_at;
            added.push(ApplicationRecord {
                id: ctx.new_id()?,
                organization_id: organization,
                role_id: role,
                talent_profile_id: known.unwrap_or(profile.id),
                status: ApplicationStatus::Submitted,
                note,
                source: ApplicationSource::Csv,
                external_id: None,
                created_at,
            });
            if known.is_none() {
                people.push(profile);
            }
        }
        profiles::insert_with_people(&mut tx, &people).await.map_err(taken)?;
        applications::insert(&mut tx, &added).await.map_err(already_applied)?;
        if !added.is_empty() {
            audit::entry(ctx, "application.imported")
                .object(role)
                .fact("created", done.created)
                .fact("known", done.known)
                .write(&mut tx, ctx)
                .await?;
            let ids: Vec<_> = added.iter().map(|application| application.id).collect();
            self.announce_applications(&mut tx, ctx, organization, MADE, &ids).await?;
        }
        tx.commit().await?;
        Ok(done)
    }
}

/// A cell as it was before [`escaped`].
fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

async fn read(
    db: &mut impl Access,
    ctx: &Ctx,
    organization: Id<Organization>,
    role: Id<Role>,
    file: &[u8],
) -> Result<Reading> {
    let (mut wanted, mut preview) = parse(ctx, organization, file)?;
    let emails: Vec<String> = wanted.iter().filter_map(|(_, profile, _)| profile.email.clone()).collect();
    let known: HashMap<String, Id<TalentProfile>> = profiles::list_by_emails(db, organization, &emails)
        .await?
        .into_iter()
        .filter_map(|profile| Some((profile.email?, profile.id)))
        .collect();
    let ids: Vec<_> = known.values().copied().collect();
    let applied: HashSet<_> = applications::applied_profiles(db, organization, role, &ids).await?.into_iter().collect();
    let nameless: HashSet<_> = applications::keys_without_email(db, organization, role).await?.into_iter().collect();
    let mut reading = Vec::with_capacity(wanted.len());
    for (line, profile, note) in wanted.drain(..) {
        let known = profile.email.as_ref().and_then(|email| known.get(email)).copied();
        let outcome = match known {
            Some(id) if applied.contains(&id) => CsvOutcome::AlreadyApplied,
            Some(_) => CsvOutcome::Known,
            None if profile.email.is_none()
                && nameless.contains(&(profile.search_key.clone(), profile.phone.clone())) =>
            {
                CsvOutcome::AlreadyApplied
            }
            None => CsvOutcome::New,
        };
        preview.lines.push(CsvLine {
            line,
            name_latin: profile.name_latin.clone(),
            name_arabic: profile.name_arabic.clone(),
            email: profile.email.clone(),
            phone: profile.phone.clone(),
            outcome,
        });
        reading.push((profile, known, note));
    }
    Ok(Reading { preview, wanted: reading })
}

type Parsed = Vec<(u64, ProfileView, String)>;

/// The file's good lines and its faults. A file that cannot be read at all is refused at `file`.
fn parse(ctx: &Ctx, organization: Id<Organization>, file: &[u8]) -> Result<(Parsed, CsvPreview)> {
    let refuse = |code, limit: usize| {
        let limit = i64::try_from(limit).ok().filter(|limit| *limit > 0);
        Error::Fields(vec![FieldError { field: "file".to_owned(), code, limit }])
    };
    if file.len() > MOST_BYTES {
        return Err(refuse(FieldCode::TooLarge, MOST_BYTES));
    }
    let text = std::str::from_utf8(file).map_err(|_| refuse(FieldCode::Invalid, 0))?;
    // The reader counts lines by line feeds and would be one behind in files with carriage returns.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let text = text.as_str();
    if text.trim().is_empty() {
        return Err(refuse(FieldCode::Required, 0));
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(columns::delimiter(text)).from_reader(text.as_bytes());
    let unreadable = |_: csv::Error| refuse(FieldCode::Invalid, 0);
    let headings: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|cell| cell.trim().to_owned()).collect();
    if headings.len() > MOST_COLUMNS {
        return Err(refuse(FieldCode::TooLong, MOST_COLUMNS));
    }
    let known: Vec<Option<Column>> = headings.iter().map(|heading| Column::of(heading)).collect();
    if !known.iter().flatten().any(|column| column.is_name()) {
        return Err(Error::field("file.header", FieldCode::Required));
    }
    let ignored = headings
        .iter()
        .zip(&known)
        .filter(|(heading, column)| column.is_none() && !heading.is_empty())
        .map(|(heading, _)| heading.clone())
        .collect();
    let mut preview = CsvPreview { ignored, ..CsvPreview::default() };
    let (mut good, mut seen) = (Parsed::new(), HashSet::new());
    for (number, record) in reader.records().enumerate() {
        let record = record.map_err(unreadable)?;
        if number >= MOST_LINES {
            return Err(refuse(FieldCode::TooLong, MOST_LINES));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let mut new = crate::applications::NewApplicant::default();
        for (cell, column) in record.iter().zip(&known) {
            if let Some(column) = column {
                column.put(&mut new, unescaped(cell.trim()));
            }
        }
        let mut check = Check::new();
        let profile = checked_applicant(&mut check, ctx, organization, &new)?;
        let note = check.optional_text("note", &new.note, 2000);
        let key = match &profile.email {
            Some(email) => (email.clone(), None),
            None => (profile.search_key.clone(), profile.phone.clone()),
        };
        if !seen.insert((profile.email.is_some(), key)) {
            check.fail(if profile.email.is_some() { "email" } else { "name" }, FieldCode::Taken);
        }
        match check.finish(()) {
            Ok(()) => good.push((line, profile, note)),
            Err(errors) => preview.faults.extend(errors.into_iter().map(|error| CsvFault {
                line,
                column: columns::heading_of(&error.field, &headings, &known),
                error,
            })),
        }
        if preview.faults.len() > MOST_FAULTS {
            return Err(refuse(FieldCode::Invalid, 0));
        }
    }
    Ok((good, preview))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+966 50", "'+966 50"),
            ("-2", "'-2"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("Noura", "Noura"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(escaped(cell), expected);
            assert_eq!(unescaped(&escaped(cell)), cell);
        }
    }
}
