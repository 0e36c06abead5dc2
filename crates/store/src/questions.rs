//! The questions of event types. Knows no answers.

use domain::{
    casting::QuestionKind,
    id::{EventType, Id, Question},
    question::{QuestionForm, QuestionOption},
};

use crate::{Access, Error, Result};

/// Writes the event type's questions in place of those it had (its owner was checked). One that keeps its key keeps its id;
/// `ids` serve the new ones and must be as many as `questions`.
pub async fn replace(
    db: &mut impl Access,
    event_type: Id<EventType>,
    questions: &[QuestionForm],
    ids: &[Id<Question>],
) -> Result<()> {
    let keys: Vec<String> = questions.iter().map(|question| question.key.clone()).collect();
    sqlx::query!("delete from questions where event_type_id = $1 and key <> all($2)", event_type.uuid(), &keys)
        .execute(db.raw())
        .await?;
    for (place, (question, id)) in questions.iter().zip(ids).enumerate() {
        let options = serde_json::to_value(&question.options)
            .map_err(|_| Error::BrokenRow { table: "questions", column: "options" })?;
        let shown_when = question.shown_when.as_ref().map(serde_json::to_value).transpose();
        let shown_when = shown_when.map_err(|_| Error::BrokenRow { table: "questions", column: "shown_when" })?;
        sqlx::query!(
            "insert into questions (id, event_type_id, key, kind, label_en, label_ar, hint_en, hint_ar, required, options,
                position, shown_when)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict on constraint questions_event_type_key_key do update set kind = excluded.kind,
                label_en = excluded.label_en, label_ar = excluded.label_ar, hint_en = excluded.hint_en,
                hint_ar = excluded.hint_ar, required = excluded.required, options = excluded.options,
                position = excluded.position, shown_when = excluded.shown_when",
            id.uuid(),
            event_type.uuid(),
            question.key,
            question.kind.as_str(),
            question.label_en,
            question.label_ar,
            question.hint_en,
            question.hint_ar,
            question.required,
            options,
            i32::try_from(place).unwrap_or(i32::MAX),
            shown_when
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}

/// The event type's questions in their order (its owner was checked).
pub async fn list(db: &mut impl Access, event_type: Id<EventType>) -> Result<Vec<QuestionForm>> {
    let rows = sqlx::query!(
        "select key, kind, label_en, label_ar, hint_en, hint_ar, required, options, shown_when from questions
         where event_type_id = $1 order by position, id",
        event_type.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            let options: Vec<QuestionOption> = serde_json::from_value(row.options)
                .map_err(|_| Error::BrokenRow { table: "questions", column: "options" })?;
            Ok(QuestionForm {
                key: row.key,
                kind: QuestionKind::parse(&row.kind).ok_or(Error::BrokenRow { table: "questions", column: "kind" })?,
                label_en: row.label_en,
                label_ar: row.label_ar,
                hint_en: row.hint_en,
                hint_ar: row.hint_ar,
                required: row.required,
                options,
                shown_when: row
                    .shown_when
                    .map(serde_json::from_value)
                    .transpose()
                    .map_err(|_| Error::BrokenRow { table: "questions", column: "shown_when" })?,
            })
        })
        .collect()
}
