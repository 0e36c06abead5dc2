//! Who may change what: the access rules of the origin notes and of product.md, change by change.

use domain::actor::MemberRole;
use serde_json::{Value, json};

use super::Set;
use crate::api::client::Client;

#[tokio::test]
async fn changes_are_their_sides_own() {
    let set = Set::new().await;
    let world = &set.world;
    let member = async |role| {
        let person = world.member(role).await;
        let ctx = world.ctx_system();
        let (org, call) = (world.org, set.stage.call);
        world.write(async |tx| store::casting_calls::add_member(tx, org, call, person.id, ctx.now).await).await;
        Client::as_(world, &person)
    };
    let assistant = member(MemberRole::Assistant).await;
    let runner = member(MemberRole::SessionRunner).await;
    let reviewer = member(MemberRole::Reviewer).await;
    let colleague = Client::as_(world, &world.member(MemberRole::Caster).await);
    let admin = Client::as_(world, &world.member(MemberRole::Admin).await);
    let other = Client::as_(world, &world.applicant(&set.stage, "Faisal").await.person);
    let elsewhere = world.organization("elsewhere").await;
    let foreign = Client::as_(world, &world.member_of(elsewhere, MemberRole::Caster).await);
    let (caster, talent) = (&set.caster, &set.talent);

    let move_ = json!({"scheduledAt": "2027-01-14T09:00:00Z"});
    // Columns: talent, caster, assistant, runner, reviewer, colleague, admin, other talent, foreign caster.
    let columns = [talent, caster, &assistant, &runner, &reviewer, &colleague, &admin, &other, &foreign];
    let rows: Vec<(Value, [u16; 9])> = vec![
        (json!({"status": "confirmed"}), [200, 403, 403, 403, 403, 403, 403, 404, 404]),
        (json!({"status": "declined"}), [200, 403, 403, 403, 403, 403, 403, 404, 404]),
        (json!({"status": "cancelled"}), [200, 200, 200, 403, 403, 403, 200, 404, 404]),
        (json!({"status": "completed"}), [403, 200, 200, 200, 403, 403, 200, 404, 404]),
        (json!({"status": "no_show"}), [403, 200, 200, 200, 403, 403, 200, 404, 404]),
        (move_, [403, 200, 200, 403, 403, 403, 200, 404, 404]),
        (json!({"message": "x"}), [403, 200, 200, 403, 403, 403, 200, 404, 404]),
        (json!({"casterNotes": "x"}), [403, 200, 200, 200, 200, 403, 200, 403, 404]),
        (json!({"talentNotes": "x"}), [200, 403, 403, 403, 403, 403, 403, 404, 404]),
        (json!({}), [200, 200, 200, 200, 200, 403, 200, 404, 404]),
    ];
    let mut wrong = Vec::new();
    for (day, (patch, expected)) in rows.iter().enumerate() {
        for (place, (client, status)) in columns.iter().zip(expected).enumerate() {
            // Every try has a time of its own: attendance keeps its past time for good.
            world.set_clock("2026-11-22T06:00:00Z");
            let day = ["11-23", "11-24", "11-25", "11-26", "11-29", "11-30", "12-01", "12-02", "12-03", "12-06"][day];
            let start = format!("2026-{day}T{:02}:{:02}:00Z", 7 + place / 2, place % 2 * 30);
            let (path, _) = set.booked(&start).await;
            if patch["status"] == "completed" || patch["status"] == "no_show" {
                world.set_clock(&start);
            }
            let answer = client.patch(&path, patch.clone()).await;
            if answer.status != *status {
                wrong
                    .push(format!("{patch} by column {place}: {} instead of {status}: {}", answer.status, answer.body));
            }
            assert!(client.get(&path).await.body["data"].get("casterNotes").is_none() || place != 0);
            caster.delete(&path).await.data(200);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
