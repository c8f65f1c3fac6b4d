//! What every part of the interface is given: the state, what follows from it, the words, and the way to act.

use super::body_map::{Body, Look, Words};
use super::kept::Memory;
use crate::case::Place;
use crate::flow::{Action, Model};
use crate::knowledge::VERSION;
use crate::platform::Home;
use crate::reason::Assessment;
use crate::report::Kept;
use crate::text::Pack;
use std::rc::Rc;
use yew::{AttrValue, Callback};

/// The words of the page's language. Two are equal when they are the same pack.
#[derive(Clone, Debug)]
pub struct Text(Rc<Pack>);

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Text {
    /// Words from a pack.
    pub fn new(pack: Pack) -> Self {
        Text(Rc::new(pack))
    }

    /// The words for a key.
    #[inline(never)]
    pub fn t(&self, key: &str) -> AttrValue {
        AttrValue::from(self.0.get(key).to_owned())
    }

    /// The words for a key made of parts.
    #[inline(never)]
    pub fn key(&self, parts: &[&str]) -> AttrValue {
        self.t(&parts.concat())
    }

    /// The words for a key made of parts, if there are any.
    pub fn find(&self, parts: &[&str]) -> Option<AttrValue> {
        self.0.find(&parts.concat()).map(|words| AttrValue::from(words.to_owned()))
    }

    /// The words for a key with its placeholders filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> AttrValue {
        AttrValue::from(self.0.fill(key, values))
    }

    /// The words for a number of things.
    pub fn plural(&self, key: &str, n: usize) -> AttrValue {
        AttrValue::from(self.0.plural(key, n))
    }

    /// The name of a place as a phrase: "deep in the middle of your left buttock".
    pub fn place(&self, place: Place) -> AttrValue {
        self.t(&place.words_key())
    }

    /// The words as the map asks for them.
    pub fn words(&self) -> Words {
        let text = self.clone();
        Words::new(move |key| text.t(key))
    }

    /// The names of places as the map asks for them.
    pub fn place_names(&self) -> Words {
        let text = self.clone();
        Words::new(move |key| Place::from_key(key).map_or_else(|| text.t(key), |place| text.place(place)))
    }
}

/// What the page takes from outside of the conversation: it is asked once, when the program starts.
#[derive(Debug, Default)]
pub struct Outside {
    /// Today, as `YYYY-MM-DD`.
    pub today: String,
    /// The address of the page, if it is ours; else empty.
    pub address: String,
    /// Whether the device can hand words to another program.
    pub can_share: bool,
    /// Where the app lives.
    pub home: Home,
    /// The folder of the pages with sources and figures, if there are any.
    pub pages: Option<AttrValue>,
}

/// What every part of the interface is given.
#[derive(Clone)]
pub struct Session {
    /// The state of the conversation.
    pub model: Rc<Model>,
    /// What follows from it.
    pub assessment: Rc<Assessment>,
    /// The words.
    pub text: Text,
    /// The drawing of the body.
    pub body: Body,
    /// The words as the map asks for them; made once, since the map compares them.
    pub words: Words,
    /// The names of places as the map asks for them.
    pub place_names: Words,
    /// The way to act.
    pub act: Callback<Action>,
    /// The key of the place under the pointer or with the focus.
    pub pointed: Option<String>,
    /// The keys of the disclosures that are not as they were at first: open and closed again, or the other way round.
    pub toggled: Rc<Vec<String>>,
    /// A disclosure was opened or closed.
    pub on_disclose: Callback<String>,
    /// Another place, or none, is under the pointer or has the focus.
    pub on_point: Callback<Option<String>>,
    /// How the map looks.
    pub look: Look,
    /// The map is to look another way.
    pub on_look: Callback<Look>,
    /// The country whose numbers are shown, in lower case; empty where nobody chose one.
    pub region: AttrValue,
    /// Another country was chosen.
    pub on_region: Callback<AttrValue>,
    /// Whether this device may remember answers if the person wants it to.
    pub remembers: bool,
    /// Whether it does.
    pub stored: bool,
    /// What it remembered when the program started.
    pub last: Option<Rc<Kept>>,
    /// Something was done about what it remembers.
    pub on_memory: Callback<Memory>,
    /// What comes from outside.
    pub outside: Rc<Outside>,
    /// Whether the program runs. The first screen is in the page before it does, and can then not be used.
    pub live: bool,
}

impl Session {
    /// A callback that takes this action.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let act = self.act.clone();
        Callback::from(move |_| act.emit(action))
    }
}

/// Whether the words were made for the tables of this program.
pub fn words_fit(pack: &Pack) -> bool {
    pack.find("pack.version") == Some(VERSION)
}
