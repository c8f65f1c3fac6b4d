//! The interface: Yew components, one to a file. Everything that people read comes from the language pack; everything
//! that is true comes from the engine.

mod app;
pub mod body_map;
mod clash;
mod controls;
mod facts;
mod frame;
#[cfg(feature = "ssr")]
mod gallery;
#[cfg(feature = "ssr")]
mod guide;
mod host;
mod kept;
mod list_twin;
mod maps;
mod numbers;
#[cfg(not(target_arch = "wasm32"))]
mod pack;
mod panel;
mod parts;
mod result;
mod screens;
mod session;
mod state;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
mod timer;

pub use app::{App, Props as AppProps};
pub use body_map::Body;
#[cfg(feature = "ssr")]
pub use gallery::{Gallery, Props as GalleryProps};
#[cfg(feature = "ssr")]
pub use guide::{Guide, Props as GuideProps, WarningSigns};
pub use host::{Host, Step};
#[cfg(not(target_arch = "wasm32"))]
pub use pack::built as built_pack;
pub use session::{Text, words_fit};
