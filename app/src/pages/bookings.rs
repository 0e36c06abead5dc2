//! `/bookings`: a caster's bookings, narrowed by what stands in the address, found by any spelling of a name, kept under names of one's own,
//! taken along as a file.

pub mod wanted;

use domain::actor::MemberRole;
use domain::booking::Status;
use domain::id::{Id, User};
use leptos::prelude::*;
use services::bookings::{BookingQuery, BookingView, Choices, Span};
use services::saved_views::SavedViewView;

use super::booking::{series, show};
use crate::copy;
use crate::enter::{enter, page};
use crate::form::FormState;
use crate::server::{dates, here_with, locale, query_pairs, words};
use crate::ui::badge::status_look;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Bookings() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let (_, role) = ctx.member()?;
        let me = ctx.user()?;
        let pairs = query_pairs();
        let (asked, faults) = wanted::read(&pairs, Some(me), locale().zone);
        let found = services.bookings(&ctx, &asked).await?;
        let choices = services.booking_choices(&ctx, asked.call).await?;
        let views = services.list_saved_views(&ctx).await?;
        if !faults.is_empty() && crate::form::state().is_fine() {
            // A link or a hand wrote the address: the same words at the same fields as in a posted form.
            let mut state = FormState::default();
            for (field, code) in faults {
                state.error(field, copy::field_word(code));
            }
            provide_context(state);
        }
        let address = wanted::address(&pairs);
        let pages = pages(found.next.as_ref().map(wanted::cursor_text).as_deref());
        let exports = matches!(role, MemberRole::Admin | MemberRole::Caster | MemberRole::Assistant);
        let export = (exports && !found.bookings.is_empty()).then(|| {
            let href = if address.is_empty() { "/bookings.csv".to_owned() } else { format!("/bookings.csv?{address}") };
            view! { <a class="button" href=href download=""><Icon glyph=Glyph::Download/> {words().t("desk-export")}</a> }
        });
        let actions = view! { {export} }.into_any();
        let narrowed = wanted::FILTERS
            .iter()
            .skip(1)
            .any(|name| pairs.iter().any(|(key, value)| key == name && !value.is_empty()));
        let columns = ["bookings-when", "book-who", "bookings-about", "bookings-place", "bookings-status"]
            .map(|key| Column::new(words().t(key)))
            .to_vec();
        let is_empty = found.bookings.is_empty();
        let rows = found.bookings.iter().map(row).collect_view();
        Ok(view! {
            <Page title=words().t("nav-bookings") actions>
                <Tabs label=words().t("auditions-which") tabs=tabs(asked.span) pills=true/>
                {filters(&asked, &choices, &pairs, me, narrowed)}
                {kept(&views, &address, narrowed)}
                <div data-live="bookings">
                    {if is_empty {
                        empty(narrowed)
                    } else {
                        view! { <Card flush=true><Table caption=words().t("nav-bookings") columns stacks=true>{rows}</Table></Card> }.into_any()
                    }}
                    {pages}
                </div>
                <Live about="office"/>
            </Page>
        })
    })
}

fn tabs(now: Span) -> Vec<Tab> {
    let tab = |word: &'static str, value: Option<&str>, mine: Span| Tab {
        label: words().t(word),
        href: here_with(&[("show", value), ("after", None), ("said", None)]),
        current: now == mine,
        count: None,
    };
    vec![
        tab("auditions-upcoming", None, Span::Upcoming),
        tab("auditions-past", Some("past"), Span::Past),
        tab("auditions-cancelled", Some("cancelled"), Span::Cancelled),
        tab("desk-all", Some("all"), Span::All),
    ]
}

fn empty(narrowed: bool) -> AnyView {
    if narrowed {
        let all = here_with(&wanted::FILTERS.map(|name| (name, None)));
        return view! {
            <Empty title=words().t("desk-none-found") text=words().t("desk-none-found-text") icon=Glyph::Search>
                <LinkButton href=all>{words().t("desk-clear")}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title=words().t("bookings-none") text=words().t("bookings-none-text") icon=Glyph::Calendar>
            <LinkButton href="/calls" kind=Kind::Primary>{words().t("nav-calls")}</LinkButton>
        </Empty>
    }
    .into_any()
}

/// One plain form: what is chosen stands in the address.
fn filters(
    asked: &BookingQuery,
    choices: &Choices,
    pairs: &[(String, String)],
    me: Id<User>,
    narrowed: bool,
) -> impl IntoView + use<> {
    let w = words();
    let given =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let any = |word: &'static str| std::iter::once(Choice::new("", w.t(word)));
    let calls = choices.calls.iter().map(|call| Choice::new(call.id.to_string(), show::label(&call.name)));
    let calls: Vec<_> = any("calendar-all-calls").chain(calls).collect();
    let roles = choices.roles.iter().map(|role| Choice::new(role.id.to_string(), show::label(&role.name)));
    let roles: Vec<_> = any("calls-all-roles").chain(roles).collect();
    let hosts = choices.hosts.iter().filter(|host| host.user_id != me);
    let hosts = hosts.map(|host| Choice::new(host.user_id.to_string(), show::name(host)));
    let hosts: Vec<_> = any("calendar-all-hosts").chain([Choice::new("me", w.t("calendar-me"))]).chain(hosts).collect();
    let statuses = Status::ALL.iter().map(|status| Choice::new(status.as_str(), status_look(status.as_str()).0));
    let statuses: Vec<_> = any("calendar-all-statuses").chain(statuses).collect();
    let host = match asked.host {
        Some(host) if host == me => "me".to_owned(),
        Some(host) => host.to_string(),
        None => String::new(),
    };
    let call = asked.call.map(|call| call.to_string()).unwrap_or_default();
    let role = asked.role.map(|role| role.to_string()).unwrap_or_default();
    let status = asked.statuses.first().map(|status| status.as_str().to_owned()).unwrap_or_default();
    let span = given("show");
    let has_roles = !choices.roles.is_empty();
    let clear = narrowed.then(|| {
        let href = here_with(
            &[
                wanted::FILTERS.map(|name| (name, None)).as_slice(),
                &[
                    ("after", None),
                    ("said", None),
                    ("show", Some(&span).filter(|span| !span.is_empty()).map(String::as_str)),
                ],
            ]
            .concat(),
        );
        view! { <LinkButton kind=Kind::Quiet href>{w.t("desk-clear")}</LinkButton> }
    });
    view! {
        <form class="bookings-filters" method="get" action="/bookings" role="search" aria-label=w.t("calendar-filter")>
            {(!span.is_empty()).then(|| view! { <input type="hidden" name="show" value=span/> })}
            <div class="bookings-search">
                <Field name="q" kind="search" label=w.t("bookings-search") value=given("q") optional=true maxlength=100/>
            </div>
            <Select name="call" label=w.t("desk-call") choices=calls value=call/>
            {has_roles.then(|| view! { <Select name="role" label=w.t("booking-role") choices=roles value=role/> })}
            <Select name="host" label=w.t("booking-with") choices=hosts value=host/>
            <Select name="status" label=w.t("bookings-status") choices=statuses value=status/>
            <Field name="from" label=w.t("audit-from") kind="date" value=given("from") optional=true/>
            <Field name="to" label=w.t("audit-to") kind="date" value=given("to") optional=true/>
            <div class="actions"><Button>{w.t("audit-show")}</Button> {clear}</div>
        </form>
    }
}

/// The views kept under a name, and the way to keep this one.
fn kept(views: &[SavedViewView], address: &str, narrowed: bool) -> Option<AnyView> {
    let w = words();
    let is_known = views.iter().any(|view| view.query == address);
    let keeps = narrowed && !is_known;
    if views.is_empty() && !keeps {
        return None;
    }
    let chips: Vec<_> = views
        .iter()
        .map(|view| {
            let href = format!("/bookings?{}", view.query);
            let current = (view.query == address).then_some("page");
            let action = format!("/bookings/views/{}/remove", view.id);
            let remove = w.with("desk-view-remove", &[("name", view.name.clone().into())]);
            let back = format!("/bookings?{address}");
            view! {
                <li class="view-chip">
                    <a href=href aria-current=current><bdi>{view.name.clone()}</bdi></a>
                    <form method="post" action=action>
                        <input type="hidden" name="back" value=back/>
                        <Button kind=Kind::Quiet small=true icon=Glyph::Close label=remove/>
                    </form>
                </li>
            }
        })
        .collect();
    let save = keeps.then(|| {
        let query = address.to_owned();
        let open = crate::form::state().was_posted();
        view! {
            <details class="view-save" open=open>
                <summary>{w.t("desk-view-keep")}</summary>
                <form method="post" action="/bookings/views">
                    <input type="hidden" name="query" value=query/>
                    <Field name="viewName" label=w.t("desk-view-name") maxlength=60/>
                    <Button>{w.t("desk-view-save")}</Button>
                </form>
            </details>
        }
    });
    Some(
        view! {
            <div class="saved-views">
                <ul class="view-chips" aria-label=w.t("desk-views")>{chips}</ul>
                {save}
            </div>
        }
        .into_any(),
    )
}

fn row(booking: &BookingView) -> impl IntoView + use<> {
    let (zone, _) = show::zones(booking);
    let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
    let place = booking.room.as_ref().map_or_else(|| meeting_word(booking), |room| show::label(&room.room.name));
    let asks = booking.request.is_some();
    let asked = booking.reschedule_request.is_some();
    let place_in = series::place(booking).or_else(|| show::places(booking));
    view! {
        <tr>
            <td class="num">
                <time datetime=booking.starts_at.to_rfc3339()>{dates().short_when(booking.starts_at, zone)}</time>
                {place_in.map(|place| view! { <span class="muted">" · " {place}</span> })}
            </td>
            <td>
                <a class="row-link" href=format!("/bookings/{}", booking.id)><bdi>{show::who(booking)}</bdi></a>
            </td>
            <td><bdi>{show::title(booking)}</bdi> {role.map(|role| view! { <span class="muted">" · " <bdi>{role}</bdi></span> })}</td>
            <td><bdi>{place}</bdi></td>
            <td>
                <StatusBadge status=booking.status.as_str()/>
                {asks.then(|| view! { <Badge hue=Hue::Wait icon=Glyph::Question>{words().t("bookings-asks")}</Badge> })}
                {asked.then(|| view! { <Badge hue=Hue::Info icon=Glyph::Clock>{words().t("bookings-asked-short")}</Badge> })}
            </td>
        </tr>
    }
}

/// The word of how people meet.
pub fn meeting_word(booking: &BookingView) -> String {
    use domain::meeting::MeetingType;
    match booking.meeting_type {
        MeetingType::InPerson => words().t("meeting-in-person"),
        MeetingType::Video => words().t("meeting-video"),
        MeetingType::Phone => words().t("meeting-phone"),
    }
}
