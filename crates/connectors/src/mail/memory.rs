//! Mails kept in memory, for tests. Failures are ordered beforehand and used up in order.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Mail, MailError};

/// A mailbox that takes everything, except what it was told to refuse.
#[derive(Clone, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    taken: Vec<(Mail, Vec<u8>)>,
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

    /// Forgets what was taken.
    pub fn clear(&self) {
        self.state().taken.clear();
    }

    pub(super) fn take(&self, mail: &Mail, raw: &[u8]) -> Result<(), MailError> {
        let mut state = self.state();
        match state.orders.pop_front() {
            Some(error) => Err(error),
            None => {
                state.taken.push((mail.clone(), raw.to_vec()));
                Ok(())
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
