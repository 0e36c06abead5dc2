//! The applicants of a call or one of its roles: filtered by status, found in any spelling, paged, marked, booked.

use domain::casting::ApplicationStatus;
use domain::id::{CastingCall, Id, Role};
use leptos::prelude::*;
use services::applications::{Applicant, ApplicantQuery, MOST_MATCHING, Marked, Matched};
use services::casting_calls::{CallDetail, RoleDetail};
use services::{Ctx, Result, Services};

use super::super::book::{applicant_name, pick};
use crate::form;
use crate::server::here_with;
use crate::ui::prelude::*;

/// A page of applicants with what the list needs to know.
pub struct Applicants {
    items: Vec<Applicant>,
    next: Option<String>,
    choice: Choosing,
    role: Option<Id<Role>>,
    status: Option<ApplicationStatus>,
    search: String,
    call: Id<CastingCall>,
    year: i32,
    may_mark: bool,
    may_book: bool,
    all_roles: bool,
}

/// Who is chosen when the page comes.
#[derive(Clone, Copy)]
enum Choosing {
    Nobody,
    /// Those on this page; `others` says who matches beside them, if anybody does.
    Shown {
        others: Option<Matched>,
    },
    /// Everybody who matches.
    Everybody(Matched),
}

/// What is said after everybody who matched was marked: `?said=…`.
pub fn said(Marked { matched, changed }: Marked) -> String {
    if changed == matched { format!("marked-all.{matched}") } else { format!("marked-some.{changed}.{matched}") }
}

/// The word of where an application stands.
pub fn status_word(status: ApplicationStatus) -> String {
    match status {
        ApplicationStatus::Submitted => words().t("application-submitted"),
        ApplicationStatus::Shortlisted => words().t("application-shortlisted"),
        ApplicationStatus::Selected => words().t("application-selected"),
        ApplicationStatus::Passed => words().t("application-passed"),
    }
}

impl Applicants {
    /// Loads the page of applicants the address asks for.
    pub async fn load(services: &Services, ctx: &Ctx, detail: &CallDetail, role: Option<&RoleDetail>) -> Result<Self> {
        use chrono::Datelike;
        let status = query("status").and_then(|word| ApplicationStatus::parse(&word));
        let search = query("q").unwrap_or_default();
        let asked = ApplicantQuery {
            role_id: role.map(|role| role.role.id),
            casting_call_id: Some(detail.call.id),
            status,
            search: search.clone(),
            cursor: query("after"),
            limit: 50,
        };
        let choose = query("choose");
        let (found, choice) = match choose.as_deref() {
            Some(which @ ("all" | "match")) => {
                let (found, matched) = services.list_applicants_and_match(ctx, &asked).await?;
                let is_more = usize::try_from(matched.count).is_ok_and(|count| count > found.items.len());
                let choice = if which == "match" && is_more && matched.count <= MOST_MATCHING && detail.rights.mark {
                    Choosing::Everybody(matched)
                } else {
                    Choosing::Shown { others: (is_more && detail.rights.mark).then_some(matched) }
                };
                (found, choice)
            }
            _ => (services.list_applicants(ctx, &asked).await?, Choosing::Nobody),
        };
        Ok(Self {
            items: found.items,
            next: found.next,
            choice,
            role: role.map(|role| role.role.id),
            status,
            search,
            call: detail.call.id,
            year: ctx.now.year(),
            may_mark: detail.rights.mark,
            may_book: detail.rights.book,
            all_roles: role.is_none(),
        })
    }

    /// The list.
    pub fn show(self) -> impl IntoView {
        let pill = |label: String, value: Option<ApplicationStatus>| Tab {
            label,
            href: here_with(&[("status", value.map(ApplicationStatus::as_str)), ("after", None), ("said", None)]),
            current: value == self.status,
            count: None,
        };
        let pills = std::iter::once(pill(words().t("applicants-all"), None))
            .chain(ApplicationStatus::ALL.iter().map(|status| pill(status_word(*status), Some(*status))))
            .collect();
        let chooses = self.may_mark || self.may_book;
        let choice = chooses.then(|| Column::hidden(words().t("bulk-all")));
        let columns: Vec<Column> = choice
            .into_iter()
            .chain([
                Column::new(words().t("applicant-name")),
                Column::new(words().t("applicant-about")),
                Column::new(words().t("calls-status")),
                Column::new(words().t("applicant-audition")),
            ])
            .collect();
        let (everybody, bar) = (chooses.then(|| self.everybody()), chooses.then(|| self.bulk()));
        let rows = self.items.iter().map(|applicant| self.row(applicant)).collect_view();
        let pages = pages(self.next.as_deref());
        let kept = ["role", "status"].into_iter().filter_map(|name| query(name).map(|value| (name, value)));
        let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
        let is_empty = self.items.is_empty();
        let search = self.search;
        let narrowed = !search.is_empty() || query("status").is_some();
        view! {
            <div class="toolbar">
                <Tabs label=words().t("applicants-which") tabs=pills pills=true/>
                <form class="search-line" role="search" method="get">
                    {kept}
                    <label class="sr-only" for="q">{words().t("applicants-search")}</label>
                    <input class="input" id="q" type="search" name="q" value=search placeholder=words().t("applicants-search")/>
                    <Button>{words().t("parts-search")}</Button>
                </form>
            </div>
            <div class="bulk">{if is_empty {
                nobody(narrowed)
            } else {
                view! {
                    {everybody}
                    <Card flush=true><Table caption=words().t("calls-applicants") columns stacks=true>{rows}</Table></Card>
                    {bar}
                }
                .into_any()
            }}</div>
            {pages}
        }
    }

    fn row(&self, applicant: &Applicant) -> impl IntoView + use<> {
        let age = applicant
            .birth_year
            .map(|year| words().with("applicant-age", &[("n", (self.year - i32::from(year)).into())]));
        let role = self.all_roles.then(|| pick(&applicant.role_name_en, &applicant.role_name_ar));
        let about = [age, applicant.city.clone(), role].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let contact =
            [applicant.email.clone(), applicant.phone.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let other = if applicant_name(applicant) == applicant.name_latin {
            &applicant.name_arabic
        } else {
            &applicant.name_latin
        };
        let (other, note, face) = (other.clone(), applicant.note.clone(), applicant.headshot_id);
        let card = format!("/calls/{}/applicants/{}", self.call, applicant.id);
        let choice = (self.may_mark || self.may_book).then(|| self.choice(applicant));
        view! {
            <tr>
                {choice}
                <th scope="row">
                    <span class="person">
                        <Avatar name=applicant_name(applicant) face/>
                        <span>
                            <a class="row-link" href=card><bdi>{applicant_name(applicant)}</bdi></a>
                            {(!other.is_empty()).then(|| view! { <small class="row-sub flat"><bdi>{other}</bdi></small> })}
                        </span>
                    </span>
                </th>
                <td>
                    <bdi>{about}</bdi>
                    {(!contact.is_empty()).then(|| view! { <div class="muted num"><bdi dir="ltr">{contact}</bdi></div> })}
                    {(!note.is_empty()).then(|| view! { <div class="muted"><bdi>{note}</bdi></div> })}
                </td>
                <td class="row-act">{self.mark(applicant)}</td>
                <td class="row-act">{self.audition(applicant)}</td>
            </tr>
        }
    }

    /// The box that chooses somebody for what is done to several; it belongs to the bar's form.
    fn choice(&self, applicant: &Applicant) -> impl IntoView + use<> {
        let label = words().with("bulk-choose", &[("name", applicant_name(applicant).into())]);
        let all = !matches!(self.choice, Choosing::Nobody);
        // Whoever matches is chosen as one: nobody is left out by a tick.
        let fixed = matches!(self.choice, Choosing::Everybody(_));
        view! {
            <td class="bulk-choice">
                <label>
                    <input class="tick-box" type="checkbox" name="a" value=applicant.id.to_string() form="bulk" checked=all disabled=fixed/>
                    <span class="sr-only">{label}</span>
                </label>
            </td>
        }
    }

    /// Chooses all of the page, everybody who matches, or nobody. Stands before the list: who works with the keyboard need not walk through it.
    fn everybody(&self) -> impl IntoView + use<> {
        let w = words();
        let link = |choose: Option<&str>, word: String| {
            let href = here_with(&[("choose", choose), ("said", None)]);
            view! { <a href=href>{word}</a> }
        };
        let none = || link(None, w.t("bulk-none"));
        let (line, choices) = match self.choice {
            Choosing::Nobody => (None, vec![link(Some("all"), w.t("bulk-all"))]),
            Choosing::Shown { others: None } => (None, vec![none()]),
            Choosing::Shown { others: Some(matched) } if matched.count > MOST_MATCHING => {
                (Some(w.with("bulk-too-many", &[("most", MOST_MATCHING.into())])), vec![none()])
            }
            Choosing::Shown { others: Some(matched) } => {
                let everybody = w.with("bulk-match", &[("n", matched.count.into())]);
                let line = w.with("bulk-shown", &[("n", self.items.len().into())]);
                (Some(line), vec![link(Some("match"), everybody), none()])
            }
            Choosing::Everybody(matched) => {
                (Some(w.with("bulk-matched", &[("n", matched.count.into())])), vec![none()])
            }
        };
        let line = line.map(|line| view! { <span role="status">{line}</span> });
        view! { <p class="bulk-all">{line} {choices}</p> }
    }

    /// What may be done to those who are chosen. Stands after the list, so that the style sheet can count them; sticks to the foot of the window.
    fn bulk(&self) -> impl IntoView + use<> {
        let w = words();
        let back = here_with(&[("said", None), ("choose", None)]);
        let typed = form::state();
        let choices = ApplicationStatus::ALL
            .iter()
            .map(|status| {
                let chosen = typed.value("status") == Some(status.as_str());
                view! { <option value=status.as_str() selected=chosen>{status_word(*status)}</option> }
            })
            .collect_view();
        let mark = format!("/calls/{}/applicants/mark", self.call);
        let matched = match self.choice {
            Choosing::Everybody(matched) => Some(matched),
            Choosing::Nobody | Choosing::Shown { .. } => None,
        };
        // A run books those chosen one by one.
        let run = (self.may_book && matched.is_none()).then(|| {
            let run = format!("/calls/{}/run", self.call);
            view! { <Button kind=Kind::Primary formaction=run formmethod="get">{words().t("run-title")}</Button> }
        });
        let marks = self.may_mark.then(|| {
            let word = match matched {
                Some(matched) => w.with("bulk-marks-all", &[("n", matched.count.into())]),
                None => w.t("bulk-marks"),
            };
            view! {
                <span class="bulk-mark">
                    <label class="sr-only" for="bulk-status">{w.t("bulk-mark")}</label>
                    <span class="select">
                        <select class="input" id="bulk-status" name="status">{choices}</select>
                        <Icon glyph=Glyph::ChevronDown/>
                    </span>
                    <Button>{word}</Button>
                </span>
            }
        });
        let chosen = match matched {
            Some(matched) => view! { <span class="num">{w.n(matched.count)}</span> }.into_any(),
            None => view! { <span class="bulk-count num"></span> }.into_any(),
        };
        let filter = matched.map(|matched| self.filter(matched));
        view! {
            <form class="bulk-bar" id="bulk" method="post" action=mark>
                <input type="hidden" name="back" value=back/>
                {filter}
                <p>{w.t("bulk-chosen")} " " {chosen}</p>
                {marks} {run}
            </form>
        }
    }

    /// Whom everybody is, as it is posted: what was looked for, and who that was when the page was made.
    fn filter(&self, matched: Matched) -> impl IntoView + use<> {
        let fields = [
            ("all", Some(matched.count.to_string())),
            ("seen", Some(matched.sum.to_string())),
            ("role", self.role.map(|role| role.to_string())),
            ("in", self.status.map(|status| status.as_str().to_owned())),
            ("q", Some(self.search.clone())),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
    }

    /// Where it stands, changeable by whoever may mark.
    fn mark(&self, applicant: &Applicant) -> AnyView {
        if !self.may_mark {
            return status_word(applicant.status).into_any();
        }
        let id = format!("mark-{}", applicant.id);
        let action = format!("/calls/{}/applicants/{}/status", self.call, applicant.id);
        let label = words().with("applicant-mark", &[("name", applicant_name(applicant).into())]);
        let back = here_with(&[("said", None)]);
        let now = applicant.status;
        let choices = ApplicationStatus::ALL
            .iter()
            .map(|status| {
                view! { <option value=status.as_str() selected=*status == now>{status_word(*status)}</option> }
            })
            .collect_view();
        view! {
            <form class="mark-line" method="post" action=action>
                <input type="hidden" name="back" value=back/>
                <label class="sr-only" for=id.clone()>{label}</label>
                <span class="select">
                    <select class="input" id=id name="status">{choices}</select>
                    <Icon glyph=Glyph::ChevronDown/>
                </span>
                <Button small=true>{words().t("calls-save")}</Button>
            </form>
        }
        .into_any()
    }

    /// The audition there is, or the way to one.
    fn audition(&self, applicant: &Applicant) -> AnyView {
        let live = applicant.audition.as_ref().is_some_and(|audition| audition.status.is_live());
        let there = applicant.audition.as_ref().map(|audition| {
            let zone = audition.time_zone.parse().unwrap_or(chrono_tz::Asia::Riyadh);
            view! {
                <a href=format!("/bookings/{}", audition.booking_id)>
                    <time datetime=audition.starts_at.to_rfc3339()>{dates().short_when(audition.starts_at, zone)}</time>
                </a>
                " "
                <StatusBadge status=audition.status.as_str()/>
            }
        });
        let book = (self.may_book && !live).then(|| {
            let href = format!("/calls/{}/book/{}", self.call, applicant.id);
            view! { <LinkButton href small=true>{words().t("applicant-book")}</LinkButton> }
        });
        view! { {there} {book} }.into_any()
    }
}

/// Nobody in the list: because of what was chosen, or because nobody applied.
fn nobody(narrowed: bool) -> AnyView {
    let w = words();
    if narrowed {
        let all = here_with(&[("q", None), ("status", None), ("after", None), ("said", None)]);
        return view! {
            <Empty title=w.t("desk-none-found") text=w.t("applicants-none-found") icon=Glyph::Search>
                <LinkButton href=all>{w.t("desk-clear")}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    view! { <Empty title=w.t("applicants-none") text=w.t("applicants-none-text") icon=Glyph::People/> }.into_any()
}
