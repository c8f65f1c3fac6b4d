//! How the map and its list get their words without knowing where words live.

use std::fmt;
use std::rc::Rc;
use yew::AttrValue;

/// Looks words up by key.
#[derive(Clone)]
pub struct Words(Rc<dyn Fn(&str) -> AttrValue>);

impl Words {
    /// Words from a function. Make one and keep it: two `Words` are equal only if they are the same one.
    pub fn new(lookup: impl Fn(&str) -> AttrValue + 'static) -> Self {
        Self(Rc::new(lookup))
    }

    /// The words for a key.
    pub fn get(&self, key: &str) -> AttrValue {
        (self.0)(key)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}
