//! The browser's history. Each stop of the conversation is an entry with the same address and, as its state, the number
//! of the stop: nothing in it tells what a person answered.

/// Listens as long as it lives.
pub use gloo::events::EventListener as Listener;

use wasm_bindgen::JsValue;
use web_sys::History;

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// The number of the stop that the browser stands on, if the entry is ours.
pub fn position() -> Option<usize> {
    let number = history()?.state().ok()?.as_f64()?;
    // A float outside the range saturates, and the caller bounds the number by the stops there are.
    (number >= 0.0).then_some(number as usize)
}

/// Gives the entry that the browser stands on this number.
pub fn mark(position: usize) {
    if let Some(history) = history() {
        // Refused in sandboxed frames: the program then works without the browser's Back.
        let _ = history.replace_state(&JsValue::from_f64(position as f64), "");
    }
}

/// Brings the browser's history in step with the conversation: a step on adds an entry, a step back goes back.
pub fn follow(position: usize) {
    let (Some(history), Some(now)) = (history(), self::position()) else { return };
    let _ = match position.cmp(&now) {
        core::cmp::Ordering::Greater => history.push_state(&JsValue::from_f64(position as f64), ""),
        core::cmp::Ordering::Less => {
            let steps = now.saturating_sub(position);
            history.go_with_delta(-i32::try_from(steps).unwrap_or(i32::MAX))
        }
        core::cmp::Ordering::Equal => Ok(()),
    };
}

/// Calls back when the person goes back or forward in the browser. Dropping the listener ends it.
pub fn listen(arrived: impl Fn(usize) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "popstate", move |_| {
        if let Some(position) = position() {
            arrived(position);
        } else if super::holds_answers() {
            // A link with answers was put into the address of the running page, which loads nothing by itself.
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        }
    }))
}
