//! Drives real browsers through the built site (`cargo xtask dist`), as a person would: by pointer and by keyboard.
//!
//! The engine is chosen by `POSTERIOR_BROWSER`: `chromium` (default), `firefox` or `webkit`. `cargo xtask test` runs all.

mod engine;
mod journey;
mod offline;
mod page;
mod pseudo;
mod site;
pub mod talk;
mod tree;

pub use engine::{Browser, Engine, Options};
pub use journey::{Hand, Journey, journey, row, zone};
pub use page::{Page, key};
pub use pseudo::{Script, pseudo};
pub use site::{Stage, element_folder, site_folder};
