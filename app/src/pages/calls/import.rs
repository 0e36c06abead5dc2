//! `/calls/{call}/import?role=`: a list of applicants from a file. First what it would do, line by line; then all at once.

use domain::id::{CastingCall, Id, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::applicants_csv::{CsvFault, CsvOutcome, CsvPreview};

use super::super::book::pick;
use crate::copy::field_word;
use crate::enter::{enter, page};
use crate::server;
use crate::ui::field::inside;
use crate::ui::prelude::*;

/// A preview to show, put beside the request by the handler.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What the file would do.
    pub preview: CsvPreview,
    /// The file's text, posted again to import it.
    pub text: String,
}

/// Most good lines shown; the file may have more.
const MOST_SHOWN: usize = 100;

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    let call = use_params_map().with_untracked(|params| params.get("call").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let detail = services.call(&ctx, id).await?;
        if !detail.rights.edit {
            return Err(Error::Forbidden);
        }
        let role: Id<Role> = query("role").and_then(|role| role.parse().ok()).ok_or(Error::NotFound)?;
        let role = detail.roles.iter().find(|one| one.role.id == role).ok_or(Error::NotFound)?.role.clone();
        let crumbs = vec![
            Crumb::new(words().t("nav-calls"), "/calls"),
            Crumb::new(pick(&detail.call.title_en, &detail.call.title_ar), format!("/calls/{id}")),
            Crumb::new(pick(&role.name_en, &role.name_ar), format!("/calls/{id}?role={}", role.id)),
        ];
        let action = format!("/calls/{id}/import?role={}", role.id);
        let shown = server::extension::<Shown>().map(|shown| preview(shown, &action));
        Ok(view! {
            <Page title=words().t("calls-import") crumbs width=Width::Form>
                {shown}
                <Card>
                    <form class="stack" method="post" action=action enctype="multipart/form-data">
                        <Field name="file" kind="file" label=words().t("import-file") hint=words().t("import-hint")/>
                        <Actions><Button kind=Kind::Primary>{words().t("import-preview")}</Button></Actions>
                    </form>
                </Card>
            </Page>
        })
    })
}

fn preview(shown: Shown, action: &str) -> impl IntoView + use<> {
    let Shown { preview, text } = shown;
    let count = |outcome| words().n(i64::try_from(preview.count(outcome)).unwrap_or(0));
    let (new, known) = (count(CsvOutcome::New), count(CsvOutcome::Known));
    let already = count(CsvOutcome::AlreadyApplied);
    let faulty = preview.faulty_lines();
    let good = preview.count(CsvOutcome::New) + preview.count(CsvOutcome::Known);
    let faults = preview.faults.iter().map(fault).collect_view();
    let lines = preview
        .lines
        .iter()
        .take(MOST_SHOWN)
        .map(|line| {
            let outcome = match line.outcome {
                CsvOutcome::New => words().t("import-new"),
                CsvOutcome::Known => words().t("import-known"),
                CsvOutcome::AlreadyApplied => words().t("import-already"),
            };
            let name = pick(&line.name_latin, &line.name_arabic);
            let contact =
                [line.email.clone(), line.phone.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let number = words().n(i64::try_from(line.line).unwrap_or(0));
            view! {
                <tr>
                    <td class="numeric num">{number}</td>
                    <td><bdi>{name}</bdi></td>
                    <td class="num"><bdi dir="ltr">{contact}</bdi></td>
                    <td>{outcome}</td>
                </tr>
            }
        })
        .collect_view();
    let with_lines = |others: &[&str]| -> Vec<Column> {
        let others = others.iter().map(|key| Column::new(words().t(key)));
        std::iter::once(Column::numeric(words().t("import-line"))).chain(others).collect()
    };
    let columns = with_lines(&["applicant-name", "applicant-contact", "import-outcome"]);
    let fault_columns = with_lines(&["import-column", "import-fault"]);
    let ignored = (!preview.ignored.is_empty())
        .then(|| words().with("import-ignored", &[("columns", preview.ignored.join(", ").into())]));
    let action = action.to_owned();
    let button = words().with("import-now", &[("n", good.into())]);
    view! {
        <Card title=words().t("import-what")>
            <div class="stack">
                <Stats>
                    <Stat name=words().t("import-new") value=new/>
                    <Stat name=words().t("import-known") value=known/>
                    <Stat name=words().t("import-already") value=already/>
                    <Stat name=words().t("import-faulty") value=words().n(i64::try_from(faulty).unwrap_or(0))/>
                </Stats>
                {ignored.map(|ignored| view! { <p class="muted">{ignored}</p> })}
                {(faulty > 0).then(|| view! {
                    <Banner tone=Tone::Warning>{words().t("import-faulty-text")}</Banner>
                    <Table caption=words().t("import-faulty") columns=fault_columns>{faults}</Table>
                })}
                {(good > 0).then(|| view! {
                    <form method="post" action=action enctype="multipart/form-data">
                        <textarea name="csv" hidden=true readonly=true>{inside(&text)}</textarea>
                        <Actions><Button kind=Kind::Primary name="step" value="import">{button}</Button></Actions>
                    </form>
                })}
                <Table caption=words().t("import-what") columns>{lines}</Table>
            </div>
        </Card>
    }
}

fn fault(fault: &CsvFault) -> impl IntoView + use<> {
    let limit = fault.error.limit.unwrap_or_default();
    let word = words().with(field_word(fault.error.code), &[("limit", limit.into())]);
    view! {
        <tr>
            <td class="numeric num">{words().n(i64::try_from(fault.line).unwrap_or(0))}</td>
            <td><bdi>{fault.column.clone()}</bdi></td>
            <td>{word}</td>
        </tr>
    }
}
