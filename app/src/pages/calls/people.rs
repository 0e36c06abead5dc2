//! Who works on a call, on its edit page: its creator, those who were added, and the way to add or take off somebody.

use domain::id::{CastingCall, Id};
use leptos::prelude::*;
use services::casting_calls::{CallDetail, CallMember};

use super::super::account::role_word;
use super::super::book::pick;
use crate::ui::prelude::*;

/// The card; `candidates` are those who could be added, for a reader who may.
pub fn card(detail: &CallDetail, candidates: &[CallMember]) -> impl IntoView + use<> {
    let w = words();
    let call = detail.call.id;
    let lines: Vec<_> = detail.members.iter().map(|member| line(call, member, detail.rights.publish)).collect();
    let choices: Vec<Choice> = candidates
        .iter()
        .map(|member| {
            let role = member.role.map(|role| w.t(role_word(role)));
            let label = [Some(name(member)), role].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Choice::new(member.user_id.to_string(), label)
        })
        .collect();
    let add = (!choices.is_empty()).then(|| {
        view! {
            <form class="stack" method="post" action=format!("/calls/{call}/members")>
                <Select name="userId" label=w.t("calls-team-add") hint=w.t("calls-team-hint") choices empty=w.t("parts-choose")/>
                <Actions><Button>{w.t("calls-team-add-send")}</Button></Actions>
            </form>
        }
    });
    view! { <Card title=w.t("calls-team")><ul class="line-list">{lines}</ul> {add}</Card> }
}

/// What a member is called.
pub fn name(member: &CallMember) -> String {
    pick(&member.name_latin, &member.name_arabic)
}

fn line(call: Id<CastingCall>, member: &CallMember, may_change: bool) -> impl IntoView + use<> {
    let name = name(member);
    let role = if member.is_creator {
        words().t("calls-team-creator")
    } else {
        words().t(member.role.map_or("calls-team-gone", role_word))
    };
    let off = (may_change && !member.is_creator).then(|| {
        let action = format!("/calls/{call}/members/{}/remove", member.user_id);
        let label = words().with("calls-team-remove-whom", &[("name", name.clone().into())]);
        view! {
            <form method="post" action=action>
                <Button small=true label=label>{words().t("calls-team-remove")}</Button>
            </form>
        }
    });
    view! {
        <li class="line-row">
            <span>
                <bdi>{name}</bdi>
                <small class="row-sub flat">{role}</small>
            </span>
            {off}
        </li>
    }
}
