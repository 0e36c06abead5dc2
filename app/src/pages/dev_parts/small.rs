//! Buttons, badges, notices, cards, tables.

use leptos::prelude::*;

use super::section;
use crate::islands::copy_field::CopyField;
use crate::server::here_with;
use crate::ui::prelude::*;

/// The small parts.
pub fn sections() -> impl IntoView {
    (
        section("Buttons", buttons()),
        section("Badges, avatars", badges()),
        section("Tabs, menu, pages", navigation()),
        section("Notices", notices()),
        section("Cards and facts", cards()),
        section("Table", table()),
        section("Empty, loading, progress", waiting()),
    )
}

fn buttons() -> impl IntoView {
    let w = words();
    view! {
        <div class="row">
            <Button kind=Kind::Primary>{w.t("parts-save")}</Button>
            <Button>{w.t("parts-edit")}</Button>
            <Button icon=Glyph::Plus>{w.t("parts-add")}</Button>
            <Button kind=Kind::Quiet>{w.t("parts-discard")}</Button>
            <Button kind=Kind::Danger icon=Glyph::Trash>
                {w.t("parts-remove")}
            </Button>
            <Button icon=Glyph::Dots label=w.t("parts-more")/>
        </div>
        <div class="row">
            <Button kind=Kind::Primary disabled=true>
                {w.t("parts-save")}
            </Button>
            <Button disabled=true>{w.t("parts-edit")}</Button>
            <Button kind=Kind::Primary busy=true>
                {w.t("parts-save")}
            </Button>
            <Button small=true>{w.t("parts-edit")}</Button>
            <LinkButton href="#" kind=Kind::Primary>
                {w.t("parts-next")}
            </LinkButton>
            <LinkButton href="#" icon=Glyph::Download>
                "ICS"
            </LinkButton>
        </div>
    }
}

fn badges() -> impl IntoView {
    let statuses =
        ["pending", "scheduled", "confirmed", "completed", "no_show", "cancelled", "declined", "shortlisted"];
    view! {
        <div class="row">{statuses.map(|status| view! { <StatusBadge status/> }).collect_view()}</div>
        <div class="row">
            <Badge hue=Hue::Info>"Sarah Al-Khulaiwi"</Badge>
            <Badge hue=Hue::Good>{words().t("status-open")}</Badge>
            <Avatar name="Noura Al-Mutlaq" large=true/>
            <Avatar name="نورة المطلق" large=true/>
            <Avatar name="Ziad Murad"/>
        </div>
    }
}

fn navigation() -> impl IntoView {
    let w = words();
    let tab = |label: &str, current, count| Tab { label: label.to_owned(), href: "#".to_owned(), current, count };
    view! {
        <Tabs
            label="Event type"
            tabs=vec![
                tab("Setup", false, None),
                tab("Availability", false, None),
                tab("Limits", true, None),
                tab("Questions", false, Some(3)),
                tab("Team", false, None),
            ]
        />
        <Tabs label="Auditions" pills=true tabs=vec![tab("Upcoming", true, Some(2)), tab("Past", false, None), tab("Cancelled", false, None)]/>
        <div class="row">
            <Menu id="sample-menu" label=w.t("parts-actions")>
                <MenuLink href="#" icon=Glyph::Pencil>
                    {w.t("parts-edit")}
                </MenuLink>
                <MenuLink href="#" icon=Glyph::Copy>
                    {w.t("parts-copy")}
                </MenuLink>
                <MenuLink href="#" icon=Glyph::Trash>
                    {w.t("parts-remove")}
                </MenuLink>
            </Menu>
            <Menu id="sample-dots" label=w.t("parts-more") sign=Glyph::Dots>
                <MenuLink href="#">{w.t("parts-edit")}</MenuLink>
            </Menu>
            <div class="segments" role="group" aria-label="View">
                <a href="#">"Day"</a>
                <a href="#" aria-current="true">
                    "Week"
                </a>
                <a href="#">"Month"</a>
            </div>
            <StepLink href="#" label=w.t("parts-previous")/>
            <StepLink href=None label=w.t("parts-next") forward=true/>
        </div>
        <Pagination
            first="#"
            next="#"
            here=w.with("parts-page-of", &[("page", 2.into()), ("pages", 5.into())])
        />
    }
}

fn notices() -> impl IntoView {
    let w = words();
    view! {
        <Banner>{w.t("shell-demo")}</Banner>
        <Banner tone=Tone::Good>{w.t("said-saved")}</Banner>
        <Banner tone=Tone::Warning title=w.t("error-stale")>
            <a href="#">{w.t("picker-retry")}</a>
        </Banner>
        <Banner tone=Tone::Bad>{w.t("picker-load-failed")}</Banner>
        <Undo text=w.t("said-removed") action=here_with(&[])/>
    }
}

fn cards() -> impl IntoView {
    let w = words();
    let d = dates();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    view! {
        <div class="columns">
            <Card marked=true>
                <div class="row">
                    <StatusBadge status="scheduled"/>
                </div>
                <h2 class="spaced">"ظل النخيل"</h2>
                <p>"NORA · " {w.with("parts-minutes", &[("n", 30.into())])}</p>
                <hr/>
                <Facts>
                    <Fact name="When" note=d.with_hijri(true).hijri_day(day)>
                        <strong>{d.day(day)}</strong>
                    </Fact>
                    <Fact name="Where">"Room A, TakeOne studio, Al Olaya"</Fact>
                    <Fact name="With">"Sarah Al-Khulaiwi, Ziad Murad"</Fact>
                </Facts>
                <Actions>
                    <Button kind=Kind::Primary wide=true>
                        {w.t("status-confirmed")}
                    </Button>
                </Actions>
                <AddMore label="Add another".to_owned() fields=&[]><p>"What it takes."</p></AddMore>
                <AddMore label="Open, because it came back".to_owned() fields=&[] open=true><p>"What it takes."</p></AddMore>
            </Card>
            <Card title="What this changes" sub="Coming two weeks, compared with now">
                <Stats>
                    <Stat name="Auditions" value=w.n(18)/>
                    <Stat name="No reply" value=w.n(4) note="2 today"/>
                </Stats>
            </Card>
            <Card title=w.t("parts-copy")>
                <CopyField
                    id="sample-copy".to_owned()
                    label="Booking page".to_owned()
                    value="https://callboard.example/book/takeone/first-call".to_owned()
                    copy=w.t("parts-copy")
                    copied=w.t("parts-copied")
                />
            </Card>
        </div>
    }
}

fn table() -> impl IntoView {
    let w = words();
    let rows = [
        ("Noura Al-Mutlaq", "NORA", "confirmed", 27),
        ("فهد الرويس", "FAHD", "scheduled", 34),
        ("Mishal Al-Buqami", "SAUD", "no_show", 24),
    ];
    let columns = vec![
        Column { sort: Some(Sort { href: "#".to_owned(), state: "ascending" }), ..Column::new("Talent") },
        Column::new("Role"),
        Column::new("Status"),
        Column::numeric("Age"),
        Column::hidden(w.t("parts-actions")),
    ];
    view! {
        <Table caption="Applications" columns>
            {rows
                .map(|(name, role, status, age)| {
                    view! {
                        <tr>
                            <th scope="row">
                                <span class="person">
                                    <Avatar name/>
                                    <bdi>{name}</bdi>
                                </span>
                            </th>
                            <td>{role}</td>
                            <td>
                                <StatusBadge status/>
                            </td>
                            <td class="numeric">{words().n(age)}</td>
                            <td>
                                <Actions>
                                    <Button small=true>{words().t("parts-edit")}</Button>
                                </Actions>
                            </td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
}

fn waiting() -> impl IntoView {
    let w = words();
    view! {
        <div class="columns">
            <Empty title=w.t("picker-none-ahead") text=w.t("picker-choose-day")>
                <Button kind=Kind::Primary>{w.t("parts-add")}</Button>
            </Empty>
            <Card>
                <Skeleton/>
            </Card>
            <Card>
                <Progress label=w.t("nav-auditions") value=7 max=18/>
            </Card>
        </div>
    }
}
