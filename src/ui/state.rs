//! What the interface holds and how it changes: the conversation with what follows from it, and beside it what is no part of
//! the conversation, so that going back does not bring it back.

use super::body_map::Look;
use super::kept::Memory;
use crate::flow::Status;
use crate::flow::{Action, Model, update};
use crate::reason::{Assessment, assess};
use crate::report::{Answers, Kept};
use std::rc::Rc;
use yew::{AttrValue, Reducible};

/// What changes.
pub struct State {
    /// The conversation.
    pub model: Rc<Model>,
    /// What follows from it.
    pub assessment: Rc<Assessment>,
    /// What this device remembered when the program started.
    pub last: Option<Rc<Kept>>,
    /// Whether it remembers anything now.
    pub stored: bool,
    /// The country whose emergency numbers are shown; empty for none.
    pub region: AttrValue,
    /// The one that the page around the app names.
    home: AttrValue,
    /// The key of the place under the pointer.
    pub pointed: Option<String>,
    /// The keys of the disclosures that are not as they were at first.
    pub toggled: Rc<Vec<String>>,
    /// How the map looks.
    pub look: Look,
}

/// One change.
pub enum Change {
    /// Something was done in the conversation.
    Act(Action),
    /// Another place, or none, is under the pointer.
    Point(Option<String>),
    /// A disclosure was opened or closed.
    Disclose(String),
    /// The map is to look another way.
    Look(Look),
    /// The person chose another country.
    Region(AttrValue),
    /// The page around the app names another country.
    Home(AttrValue),
    /// Something was done about what the device remembers.
    Memory(Memory),
    /// Everything is as it was at the beginning.
    Restart(Rc<Model>),
}

impl State {
    /// The beginning.
    pub fn new(model: Rc<Model>, last: Option<Rc<Kept>>, home: AttrValue) -> State {
        State {
            assessment: Rc::new(assess(model.case())),
            model,
            stored: last.is_some(),
            last,
            region: home.clone(),
            home,
            pointed: None,
            toggled: Rc::default(),
            look: Look::default(),
        }
    }

    fn remember(&mut self, memory: Memory) {
        let status = match memory {
            Memory::Kept => Status::Kept,
            Memory::NotKept => Status::NotKept,
            Memory::Forgotten => Status::Forgotten,
            Memory::Show => {
                if let Some(kept) = &self.last {
                    let Answers { case, marks, safety_asked, all_asked } = kept.answers.clone();
                    let model = Model::restored(case, safety_asked, all_asked).with_marks(marks, all_asked);
                    self.assessment = Rc::new(assess(model.case()));
                    self.model = Rc::new(model);
                }
                return;
            }
        };
        match memory {
            Memory::Kept => self.stored = true,
            Memory::Forgotten => (self.last, self.stored) = (None, false),
            _ => {}
        }
        self.model = Rc::new(update(&self.model, Action::Tell(status)));
    }
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut state = State {
            model: self.model.clone(),
            assessment: self.assessment.clone(),
            last: self.last.clone(),
            stored: self.stored,
            region: self.region.clone(),
            home: self.home.clone(),
            pointed: self.pointed.clone(),
            toggled: self.toggled.clone(),
            look: self.look,
        };
        match change {
            Change::Act(action) => {
                let next = update(&state.model, action);
                if next == *state.model {
                    return self;
                }
                if next.case() != state.model.case() {
                    state.assessment = Rc::new(assess(next.case()));
                }
                if action == Action::Clear {
                    state.toggled = Rc::default();
                    state.region = state.home.clone();
                    (state.look, state.pointed) = (Look::default(), None);
                    (state.last, state.stored) = (None, false);
                }
                state.model = Rc::new(next);
            }
            Change::Point(pointed) if pointed == self.pointed => return self,
            Change::Point(pointed) => state.pointed = pointed,
            Change::Look(look) => state.look = look,
            Change::Region(region) => state.region = region,
            Change::Home(home) if home == self.home => return self,
            Change::Home(home) => (state.region, state.home) = (home.clone(), home),
            Change::Memory(memory) => state.remember(memory),
            Change::Restart(model) => return Rc::new(State::new(model, self.last.clone(), self.home.clone())),
            Change::Disclose(key) => {
                let toggled = Rc::make_mut(&mut state.toggled);
                match toggled.iter().position(|own| *own == key) {
                    Some(at) => {
                        toggled.swap_remove(at);
                    }
                    None => toggled.push(key),
                }
            }
        }
        Rc::new(state)
    }
}
