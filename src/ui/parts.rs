//! Elements that are drawn in many places, and the way to put them together. `html!` writes out some three hundred bytes
//! of program for every element and a hundred for every child, and people wait for those bytes; what has only a class
//! and content is therefore built by a call.

use super::session::Session;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VTag};

/// Names of attributes. Elements that share one such list are compared value by value.
pub type Names = &'static [&'static str];

/// An element with words in it.
#[inline(never)]
pub fn say(tag: &'static str, class: &'static str, words: AttrValue) -> Html {
    within(tag, class, vec![Html::from(words)])
}

/// An element with other elements in it.
#[inline(never)]
pub fn within(tag: &'static str, class: &'static str, inner: Vec<Html>) -> Html {
    if class.is_empty() { element(tag, &[], &[], None, inner) } else { element(tag, &["class"], &[class], None, inner) }
}

/// An element with attributes and other elements in it.
#[inline(never)]
pub fn named(tag: &'static str, names: Names, values: &[&str], inner: Vec<Html>) -> Html {
    element(tag, names, values, None, inner)
}

/// An item of a list with a key, which also is the value of an attribute that names it for tests.
#[inline(never)]
pub fn item(names: Names, key: &str, inner: Vec<Html>) -> Html {
    element("li", names, &[key], Some(key), inner)
}

/// The element itself: names and values of its attributes go in pairs.
#[inline(never)]
pub fn element(tag: &'static str, names: Names, values: &[&str], key: Option<&str>, inner: Vec<Html>) -> Html {
    let mut element = VTag::new(tag);
    element.key = key.map(Key::from);
    let values = values.iter().map(|&value| Some(AttributeOrProperty::Attribute(AttrValue::from(value.to_owned()))));
    element.set_attributes(Attributes::Dynamic { keys: names, values: values.collect() });
    element.add_child(all(inner));
    element.into()
}

/// One thing after the other.
#[inline(never)]
pub fn all(nodes: Vec<Html>) -> Html {
    VList::with_children(nodes, None).into()
}

/// A space between words.
pub fn space() -> Html {
    Html::from(AttrValue::Static(" "))
}

/// A link to a page beside this one, which opens in a new tab, so that no answer is lost; nothing where there are no pages.
#[inline(never)]
pub fn page_link(session: &Session, page: &str, place: &str, words: AttrValue) -> Html {
    match &session.outside.pages {
        Some(folder) => {
            let address = [&**folder, page, place].concat();
            named("a", &["href", "target"], &[&address, "_blank"], vec![Html::from(words)])
        }
        None => Html::default(),
    }
}

/// A small drawing beside words; readers skip it.
#[inline(never)]
pub fn icon(class: &'static str, view_box: &'static str, d: &'static str) -> Html {
    html! { <svg {class} viewBox={view_box} aria-hidden="true"><path {d} /></svg> }
}

/// A bar, full at 100. The words beside it say the same, so readers skip it.
#[inline(never)]
pub fn bar(class: &'static str, percent: u32) -> Html {
    html! {
        <svg {class} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-track" width="100" height="4" />
            <rect class="bar-fill" width={percent.clamp(1, 100).to_string()} height="4" />
        </svg>
    }
}

/// How a disclosure looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// A button of its own.
    Button,
    /// A heading of the fourth level, inside the card of a cause.
    Heading,
}

/// A button that opens what lies below it. What is closed is not in the page: ten closed causes cost nothing. `key` must
/// be the only one on its screen; `open`: opened from the start.
#[inline(never)]
pub fn disclose(
    session: &Session,
    look: Opener,
    label: Html,
    key: String,
    open: bool,
    body: &dyn Fn() -> Html,
) -> Html {
    let class = match look {
        Opener::Button => "disclosure",
        Opener::Heading => "disclosure part",
    };
    let open = open != session.toggled.contains(&key);
    let onclick = {
        let (toggle, key) = (session.on_disclose.clone(), key.clone());
        Callback::from(move |_: MouseEvent| toggle.emit(key.clone()))
    };
    let button = html! {
        <button type="button" {class} aria-expanded={open.to_string()} data-key={key} {onclick}>
            { all(vec![label, icon("chevron", "0 0 12 12", "M2 4l4 4 4-4")]) }
        </button>
    };
    let button = if look == Opener::Heading { within("h4", "", vec![button]) } else { button };
    let below = if open { within("div", "disclosed", vec![body()]) } else { Html::default() };
    all(vec![button, below])
}
