//! Lists from files: previews, faults by line, idempotence, escaping.

use domain::actor::MemberRole;
use services::{
    applicants_csv::{CsvImported, CsvOutcome},
    applications::{ApplicantQuery, NewApplicant},
};

use super::{Casting, faults, named, refusal};

const FILE: &str = "\u{feff}Name,الاسم العربي,E-mail,Phone,Birth year,City,Shoe size,Note\r\n\
    Noura Al-Mutlaq,نورة المطلق,noura@example.com,+966 50 000 0001,1999,Riyadh,38,\"Rides, \"\"well\"\"\"\r\n\
    ,,,,,,,\r\n\
    Reem,,not-an-address,call me,1899,Jeddah,39,\r\n\
    ,,x@example.com,,,,,\r\n\
    ريم باجابر,,,0500000003,٢٠٠١,جدة,40,\r\n\
    Noura again,,NOURA@example.com,,,,,\r\n";

#[tokio::test]
async fn a_preview_tells_line_by_line_and_writes_nothing() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let preview = services.preview_applicants_csv(&ctx, casting.role, FILE.as_bytes()).await.unwrap();
    let lines: Vec<_> = preview.lines.iter().map(|line| (line.line, line.outcome)).collect();
    assert_eq!(lines, [(2, CsvOutcome::New), (6, CsvOutcome::New)]);
    assert_eq!((preview.lines[1].name_arabic.as_str(), preview.lines[1].name_latin.as_str()), ("ريم باجابر", ""));
    let found: Vec<_> = preview
        .faults
        .iter()
        .map(|fault| format!("{} {} {}", fault.line, fault.column, fault.error.code.as_str()))
        .collect();
    assert_eq!(
        found,
        ["4 E-mail not_an_email", "4 Phone invalid", "4 Birth year too_small", "5 Name required", "7 E-mail taken"]
    );
    assert_eq!((preview.faulty_lines(), preview.ignored.as_slice()), (3, &["Shoe size".to_owned()][..]));
    assert!(services.search_talent(&ctx, "").await.unwrap().is_empty());
}

#[tokio::test]
async fn the_same_file_twice_creates_nobody_twice() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    // With faults nothing is imported unless asked to leave those lines out.
    let refused = faults(services.import_applicants_csv(&ctx, casting.role, FILE.as_bytes(), false).await);
    assert_eq!(refused.first().map(String::as_str), Some("lines.4.email not_an_email"));
    assert!(services.search_talent(&ctx, "").await.unwrap().is_empty());
    let first = services.import_applicants_csv(&ctx, casting.role, FILE.as_bytes(), true).await.unwrap();
    assert_eq!(first, CsvImported { created: 2, known: 0, already: 0, skipped: 3 });
    let second = services.import_applicants_csv(&ctx, casting.role, FILE.as_bytes(), true).await.unwrap();
    assert_eq!(second, CsvImported { created: 0, known: 0, already: 2, skipped: 3 });
    // Into another role the known address comes back; the nameless line is somebody new there.
    let other = services.create_role(&ctx, casting.call, super::new_role("Fahd")).await.unwrap();
    let third = services.import_applicants_csv(&ctx, other.id, FILE.as_bytes(), true).await.unwrap();
    assert_eq!(third, CsvImported { created: 1, known: 1, already: 0, skipped: 3 });
}

#[tokio::test]
async fn files_that_cannot_be_read_are_refused_whole() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    let long = format!("name\n{}", "Somebody\n".repeat(5001).replace("Somebody", "X Y"));
    let unique: String = (0..5001).map(|n| format!("Somebody {n}a,s{n}@example.com\n")).collect();
    let unique = format!("name,email\n{unique}");
    let wide = format!("name{}\nA", ",x".repeat(100));
    for (file, expected) in [
        (&b""[..], "file required"),
        (b"\xff\xfen\x00", "file invalid"),
        (b"email,phone\nx@example.com,0500000001\n", "file.header required"),
        (&vec![b'x'; 2 * 1024 * 1024 + 1][..], "file too_large"),
        (unique.as_bytes(), "file too_long"),
        // A hundred columns and more: no list of people, and costly to read.
        (wide.as_bytes(), "file too_long"),
        // Hundreds of faults: the wrong file.
        (long.as_bytes(), "file invalid"),
    ] {
        let found = faults(services.preview_applicants_csv(&ctx, casting.role, file).await);
        assert_eq!(found, [expected], "{}", String::from_utf8_lossy(&file[..file.len().min(20)]));
    }
    let nul = faults(services.import_applicants_csv(&ctx, casting.role, b"name\nNo\x00ura\n", false).await);
    assert_eq!(nul, ["lines.2.name invalid"]);
    let semicolons = "الاسم;البريد الإلكتروني\nنورة;n@example.com\n";
    let preview = services.preview_applicants_csv(&ctx, casting.role, semicolons.as_bytes()).await.unwrap();
    assert_eq!((preview.lines.len(), preview.lines[0].email.as_deref()), (1, Some("n@example.com")));
}

#[tokio::test]
async fn an_export_runs_no_formula_and_comes_back_the_same() {
    let casting = Casting::new().await;
    let services = &casting.world.services;
    let ctx = casting.ctx();
    for name in ["=cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "Noura, \"the\" Rider", "نورة"] {
        services.add_applicant(&ctx, casting.role, named(name)).await.unwrap();
    }
    let with_phone = NewApplicant { phone: "+966 50 000 0001".into(), note: "+1".into(), ..named("Reem") };
    services.add_applicant(&ctx, casting.role, with_phone).await.unwrap();
    let query = ApplicantQuery { role_id: Some(casting.role), ..ApplicantQuery::default() };
    let file = services.export_applicants_csv(&ctx, &query).await.unwrap();
    assert!(file.starts_with("\u{feff}Name,Arabic name,Email,Phone,"));
    for line in file.trim_start_matches('\u{feff}').lines() {
        for cell in line.split(',').map(|cell| cell.trim_start_matches('"')) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
        }
    }
    let other = services.create_role(&ctx, casting.call, super::new_role("Fahd")).await.unwrap();
    let done = services.import_applicants_csv(&ctx, other.id, file.as_bytes(), false).await.unwrap();
    assert_eq!(done.created, 6);
    let back = ApplicantQuery { role_id: Some(other.id), ..ApplicantQuery::default() };
    let names = |page: services::page::Page<services::applications::Applicant>| {
        let mut all: Vec<_> =
            page.items.into_iter().map(|one| (one.name_latin, one.name_arabic, one.phone, one.note)).collect();
        all.sort();
        all
    };
    assert_eq!(
        names(services.list_applicants(&ctx, &back).await.unwrap()),
        names(services.list_applicants(&ctx, &query).await.unwrap())
    );
    // Who may only look may not take the list away.
    for role in [MemberRole::Reviewer, MemberRole::SessionRunner] {
        let ctx = casting.world.ctx_as(&casting.joined(role).await);
        assert_eq!(refusal(services.export_applicants_csv(&ctx, &query).await), "forbidden");
        assert_eq!(refusal(services.preview_applicants_csv(&ctx, casting.role, b"name\nX").await), "forbidden");
    }
}
