//! What a form answers that may first have to tell what would not fit any more: once told, it is saved by posting the same again. Knows no
//! form.

use app::ui::unfit::{ANYWAY, Told};
use axum::response::Response;
use services::Result;
use services::unfit::Change;

use super::Posted;

/// What came of a form.
pub(super) enum Outcome {
    /// It was saved; the word of the notice.
    Said(&'static str),
    /// Nothing was saved yet: this is told first.
    Told(Told),
}

impl From<&'static str> for Outcome {
    fn from(word: &'static str) -> Self {
        Self::Said(word)
    }
}

impl Posted {
    /// What of all that is booked would not fit any more, unless there is nothing or it was told already.
    pub(super) async fn tells(&self, change: &Change<'_>) -> Result<Option<Outcome>> {
        if self.ticked(ANYWAY) {
            return Ok(None);
        }
        let unfit = self.services().unfit_after(&self.ctx(), change).await?;
        let action = self.parts().uri.path().to_owned();
        Ok((unfit.total > 0).then_some(Outcome::Told(Told { unfit, action })))
    }

    /// Goes on to `next` with the notice, or shows `page` with what is told or was not accepted.
    pub(super) async fn outcome(self, page: &str, next: &str, result: Result<Outcome>) -> Response {
        match result {
            Ok(Outcome::Told(told)) => self.show_typed(page, told).await,
            Ok(Outcome::Said(word)) => {
                let joint = if next.contains('?') { '&' } else { '?' };
                self.answer(page, Ok(format!("{next}{joint}said={word}"))).await
            }
            Err(error) => self.refuse(page, error).await,
        }
    }
}
