//! The browser: where the app lives, focus, scrolling, history, and the way out of the page. With `embed` the only room that
//! touches `web-sys`, the map's own gestures apart. Each function does nothing where the browser lacks what it needs.

pub mod history;
mod home;
mod outside;

pub use home::Home;
pub use outside::{FRAGMENT, address, copy, day, holds_answers, print, save, take_answers};
