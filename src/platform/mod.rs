//! The browser: where the app lives, focus, scrolling, history, and the way out of the page. With `embed` the only room that
//! touches `web-sys`, the map's own gestures apart. Each function does nothing where the browser lacks what it needs.

pub mod history;
mod home;
mod outside;
mod share;
pub mod storage;

pub use home::Home;
pub use outside::{FRAGMENT, address, copy, day, holds_answers, now, print, save, take_answers};
pub use share::{can_share, share};

use wasm_bindgen::JsCast;

/// The value of the list of choices where the event came from.
pub fn value_of(event: &web_sys::Event) -> String {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}
