//! Mails kept in memory, for tests. Failures are ordered beforehand and used up in order.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Accepted, Mail, MailError, Text};

/// A mailbox that takes everything, except what it was told to refuse.
#[derive(Clone, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    taken: Vec<(Mail, Vec<u8>)>,
    texts: Vec<Text>,
    orders: VecDeque<MailError>,
}

impl Memory {
    /// The next mail meets `error` instead of being taken; several orders queue up.
    pub fn refuse_next(&self, error: MailError) {
        self.state().orders.push_back(error);
    }

    /// Everything taken so far, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.state().taken.iter().map(|(mail, _)| mail.clone()).collect()
    }

    /// The bytes a relay would have got, oldest first.
    pub fn raw(&self) -> Vec<Vec<u8>> {
        self.state().taken.iter().map(|(_, raw)| raw.clone()).collect()
    }

    /// Every text message taken so far, oldest first.
    pub fn texts(&self) -> Vec<Text> {
        self.state().texts.clone()
    }

    /// Forgets what was taken.
    pub fn clear(&self) {
        let mut state = self.state();
        state.taken.clear();
        state.texts.clear();
    }

    pub(super) fn take(&self, mail: &Mail, raw: &[u8]) -> Result<Accepted, MailError> {
        let mut state = self.state();
        if let Some(error) = state.orders.pop_front() {
            return Err(error);
        }
        state.taken.push((mail.clone(), raw.to_vec()));
        Ok(Accepted { answer: format!("250 2.0.0 taken as {}", state.taken.len()) })
    }

    pub(super) fn take_text(&self, text: &Text) -> Result<Accepted, MailError> {
        let mut state = self.state();
        if let Some(error) = state.orders.pop_front() {
            return Err(error);
        }
        state.texts.push(text.clone());
        Ok(Accepted { answer: format!("taken as {}", state.texts.len()) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
