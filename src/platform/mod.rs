//! The browser: focus, scrolling, history, and the way out of the page. With `embed` the only room that touches `web-sys`, the map's own gestures
//! apart. Each function does nothing where the browser lacks what it needs.

pub mod history;
mod outside;

pub use outside::{FRAGMENT, address, copy, day, holds_answers, print, save, take_answers, text_of};

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

/// Moves the focus to a place: on the picture or in the list, else to the button that opens it.
pub fn focus_place(key: &str) {
    let selector = [".map-svg [data-key='", key, "'],input[data-key='", key, "'],[data-key='open-", key, "']"].concat();
    let page = web_sys::window().and_then(|window| window.document());
    let found = page.and_then(|page| page.query_selector(&selector).ok().flatten());
    // Zones are no HTML elements, and take the focus all the same.
    match found.map(|found| found.dyn_into::<web_sys::SvgElement>()) {
        Some(Ok(zone)) => drop(zone.focus()),
        Some(Err(other)) => drop(other.dyn_into::<HtmlElement>().map(|other| other.focus())),
        None => {}
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
