//! The browser: focus, scrolling, history, and the way out of the page. With `embed` the only room that touches `web-sys`, the map's own gestures
//! apart. Each function does nothing where the browser lacks what it needs.

pub mod history;
mod outside;
mod share;
pub mod storage;

pub use outside::{FRAGMENT, address, copy, day, holds_answers, now, print, save, take_answers, text_of};
pub use share::{can_share, share};

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is, which is all one can do.
        let _ = element.focus();
    }
}

/// Moves the focus there if no control has it: a keyboard would otherwise start again at the top of the page.
pub fn focus_if_lost(id: &str) {
    let page = web_sys::window().and_then(|window| window.document());
    // Every control has a key, and the page itself, which takes what is lost, has none.
    if page.and_then(|page| page.active_element()).is_none_or(|element| element.get_attribute("data-key").is_none()) {
        focus(id);
    }
}

/// Shows the page from its top.
pub fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The value of the list of choices where the event came from.
pub fn value_of(event: &web_sys::Event) -> String {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}
