//! Share: the public page and who may book there, what they may do afterwards, private links, and how the form is filled in beforehand.

use domain::public_booking::{Access, MOST_GUESTS, ReasonFrom};
use leptos::prelude::*;
use services::event_types::EventTypeDetail;
use services::onward::Onward;
use services::public_booking::{PrivateLinkView, ShareView};

use crate::islands::copy_field::CopyField;
use crate::pages::book::pick;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// Who may book it, to choose from.
pub(in crate::pages::admin) fn access_choices() -> Vec<Choice> {
    let w = words();
    Access::ALL
        .into_iter()
        .map(|way| {
            let (word, note) = match way {
                Access::Open => ("share-who-open", "share-who-open-note"),
                Access::Unlisted => ("share-who-unlisted", "share-who-unlisted-note"),
                Access::Links => ("share-who-links", "share-who-links-note"),
            };
            Choice::new(way.as_str(), w.t(word)).with_note(w.t(note))
        })
        .collect()
}

/// The fields of the tab's own form.
pub(super) fn form(found: &ShareView) -> AnyView {
    let w = words();
    let settings = found.settings;
    let (waits, blocks) = (found.needs_confirmation, found.pending_blocks);
    let reasons = ReasonFrom::ALL
        .into_iter()
        .map(|from| {
            let word = match from {
                ReasonFrom::Nobody => "share-reason-nobody",
                ReasonFrom::Booker => "share-reason-booker",
                ReasonFrom::Office => "share-reason-office",
                ReasonFrom::Both => "share-reason-both",
            };
            Choice::new(from.as_str(), w.t(word))
        })
        .collect::<Vec<_>>();
    let (access, reason) = (settings.access.as_str().to_owned(), settings.reason_from.as_str().to_owned());
    let (most, notice) = (settings.most_guests.to_string(), i64::from(settings.change_notice_min));
    view! {
        <Card title=w.t("share-who") class="named">
            <RadioCards name="access" legend=w.t("share-who") choices=access_choices() value=access stacked=true/>
        </Card>
        <Card title=w.t("share-approval")>
            <div class="stack">
                <Checkbox
                    name="needsConfirmation"
                    label=w.t("share-needs-confirmation")
                    hint=w.t("share-needs-confirmation-hint")
                    checked=waits
                />
                <Checkbox
                    name="pendingBlocks"
                    label=w.t("share-pending-blocks")
                    hint=w.t("share-pending-blocks-hint")
                    checked=blocks
                />
                <Checkbox
                    name="verifyEmail"
                    label=w.t("share-verify")
                    hint=w.t("share-verify-hint")
                    checked=settings.verify_email
                />
                <Field
                    name="mostGuests"
                    kind="number"
                    label=w.t("share-guests")
                    hint=w.t("share-guests-hint")
                    value=most
                    min="0"
                    max=MOST_GUESTS.to_string()
                    narrow=true
                />
            </div>
        </Card>
        <Card title=w.t("share-changes")>
            <div class="stack">
                <Checkbox name="mayCancel" label=w.t("share-may-cancel") checked=settings.may_cancel/>
                <Checkbox name="mayReschedule" label=w.t("share-may-reschedule") checked=settings.may_reschedule/>
                <SpanField name="changeNotice" label=w.t("share-notice") hint=w.t("share-notice-hint") minutes=notice/>
                <RadioCards name="reasonFrom" legend=w.t("share-reason") choices=reasons value=reason/>
            </div>
        </Card>
    }
    .into_any()
}

/// What stands above the form: the address to hand out.
pub(super) fn address(found: &ShareView) -> Option<AnyView> {
    let w = words();
    if found.settings.access == Access::Links {
        // Without a link there is nothing to open there.
        return None;
    }
    let open = found.address.clone();
    let field = copy("public-address", w.t("share-address"), found.address.clone());
    Some(
        view! {
            <Card title=w.t("share-address") sub=w.t("share-address-sub")>
                <div class="stack">
                    {field}
                    <Actions><LinkButton href=open external=true>{w.t("share-open")}</LinkButton></Actions>
                </div>
            </Card>
        }
        .into_any(),
    )
}

fn copy(id: &str, label: String, value: String) -> AnyView {
    let w = words();
    let (id, copy, copied) = (id.to_owned(), w.t("share-copy"), w.t("share-copied"));
    view! { <CopyField id label value copy copied/> }.into_any()
}

/// What stands below the form: private links with a form of their own, and the words for filling in.
pub(super) fn below(found: &ShareView, kind: &EventTypeDetail, onward: Onward, base: &str) -> AnyView {
    view! { {links(found, base)} {onward_card(onward, base)} {prefill(found, kind)} }.into_any()
}

/// Where whoever booked may go on to.
fn onward_card(found: Onward, base: &str) -> AnyView {
    let w = words();
    let action = format!("{base}/onward");
    let hosts = found.hosts.join(", ");
    let hint = if found.hosts.is_empty() {
        w.t("onward-no-hosts")
    } else {
        w.with("onward-hosts-are", &[("hosts", hosts.into())])
    };
    view! {
        <Card title=w.t("onward-title") sub=w.t("onward-sub")>
            <form class="stack" method="post" action=action>
                <Field name="onward" kind="url" label=w.t("onward-address") value=found.address hint=hint placeholder="https://" optional=true maxlength=2000/>
                <Actions><Button>{w.t("parts-save")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn links(found: &ShareView, base: &str) -> AnyView {
    let w = words();
    let zone: chrono_tz::Tz = found.time_zone.parse().unwrap_or(locale().zone);
    let none = found.links.is_empty().then(|| view! { <p class="muted">{w.t("share-links-none")}</p> });
    let lines = found.links.iter().map(|link| line(link, zone, base)).collect_view();
    let until_hint = w.with("share-link-until-hint", &[("zone", dates().zone_name(zone).into())]);
    let action = format!("{base}/link");
    view! {
        <Card title=w.t("share-links") sub=w.t("share-links-sub")>
            <div class="stack">
                {none} <ul class="link-lines">{lines}</ul>
                <form class="stack" method="post" action=action>
                    <Field
                        name="label"
                        label=w.t("share-link-label")
                        hint=w.t("share-link-label-hint")
                        optional=true
                        maxlength=100
                    />
                    <div class="columns">
                        <Field name="expiresOn" kind="date" label=w.t("share-link-until") hint=until_hint optional=true/>
                        <Field
                            name="mostUses"
                            kind="number"
                            label=w.t("share-link-uses")
                            hint=w.t("share-link-uses-hint")
                            min="1"
                            optional=true
                        />
                    </div>
                    <Actions><Button>{w.t("share-link-make")}</Button></Actions>
                </form>
            </div>
        </Card>
    }
    .into_any()
}

fn line(link: &PrivateLinkView, zone: chrono_tz::Tz, base: &str) -> AnyView {
    let w = words();
    let name = if link.label.is_empty() { w.t("share-link-unnamed") } else { link.label.clone() };
    let used = match link.most_uses {
        Some(most) => w.with("share-link-used-of", &[("n", link.uses.into()), ("most", most.into())]),
        None => w.with("share-link-used", &[("n", link.uses.into())]),
    };
    // The last day it works, not the midnight that ends it.
    let ends = link.expires_at.map(|ends| {
        let last = (ends - chrono::TimeDelta::seconds(1)).with_timezone(&zone).date_naive();
        w.with("share-link-ends", &[("when", dates().short_date(last).into())])
    });
    let (word, hue) = match (&link.address, link.is_revoked) {
        (Some(_), _) => ("share-link-works", Hue::Good),
        (None, true) => ("share-link-revoked", Hue::Neutral),
        (None, false) => ("share-link-ended", Hue::Neutral),
    };
    let field = link.address.clone().map(|address| copy(&format!("link-{}", link.id), name.clone(), address));
    let revoke = (!link.is_revoked && link.address.is_some()).then(|| {
        let (action, id) = (format!("{base}/revoke-link"), link.id.to_string());
        view! {
            <form method="post" action=action>
                <input type="hidden" name="privateLink" value=id/>
                <Button kind=Kind::Danger small=true>{w.t("share-link-revoke")}</Button>
            </form>
        }
    });
    let facts = [Some(used), ends].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let name = link.address.is_none().then(|| view! { <strong><bdi>{name}</bdi></strong> });
    view! {
        <li class="link-line">
            {name} {field}
            <div class="link-facts">
                <Badge hue>{w.t(word)}</Badge>
                <span class="muted">{facts}</span>
                {revoke}
            </div>
        </li>
    }
    .into_any()
}

/// The words that fill in the form, each with an example.
fn prefill(found: &ShareView, kind: &EventTypeDetail) -> AnyView {
    let w = words();
    let own = [
        ("name", w.t("public-name"), "Noura"),
        ("email", w.t("public-email"), "noura@example.com"),
        ("phone", w.t("public-phone"), "%2B966500000000"),
        ("note", w.t("public-note"), "..."),
    ];
    let own = own.map(|(key, what, example)| (key.to_owned(), what, example.to_owned()));
    let asked = kind.questions.iter().map(|question| {
        let example = question.options.first().map_or("...", |option| option.id.as_str()).to_owned();
        (question.key.clone(), pick(&question.label_en, &question.label_ar), example)
    });
    let rows = own
        .into_iter()
        .chain(asked)
        .map(|(key, what, example)| {
            view! {
                <tr>
                    <td><code dir="ltr">{format!("{key}={example}")}</code></td>
                    <td><bdi>{what}</bdi></td>
                </tr>
            }
        })
        .collect_view();
    let example = format!("{}?name=Noura&email=noura@example.com", found.address);
    let example = copy("prefill-example", w.t("share-prefill-example"), example);
    let columns = vec![Column::new(w.t("share-prefill-key")), Column::new(w.t("share-prefill-what"))];
    view! {
        <Card title=w.t("share-prefill") sub=w.t("share-prefill-sub")>
            <div class="stack">
                <Table caption=w.t("share-prefill") columns>{rows}</Table>
                {example}
            </div>
        </Card>
    }
    .into_any()
}
