//! What passes between the app and the page around it: the step a person is on, and, when it asks, what came out.

use crate::reason::Assessment;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{AttrValue, Callback};

/// A new screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The stable name of the screen.
    pub screen: &'static str,
    /// The number of the step, from 1, and how many there are.
    pub progress: (usize, usize),
}

#[derive(Default)]
struct Kept {
    assessment: Option<Rc<Assessment>>,
    restart: Option<Callback<AttrValue>>,
}

/// What the page around the app may ask of it. Two are equal when they are the same.
#[derive(Clone, Default)]
pub struct Host(Rc<RefCell<Kept>>);

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Host {
    /// Keeps what follows from what was said so far, and, the first time, the way to begin again.
    pub(super) fn keep(&self, assessment: &Rc<Assessment>, restart: impl FnOnce() -> Callback<AttrValue>) {
        let mut kept = self.0.borrow_mut();
        kept.assessment = Some(assessment.clone());
        kept.restart.get_or_insert_with(restart);
    }

    /// What follows from what was said so far.
    pub fn assessment(&self) -> Option<Rc<Assessment>> {
        self.0.borrow().assessment.clone()
    }

    /// Forgets everything that was said, and begins with these names of a view and of places.
    pub fn restart(&self, begin: AttrValue) {
        let restart = self.0.borrow().restart.clone();
        if let Some(restart) = restart {
            restart.emit(begin);
        }
    }
}
