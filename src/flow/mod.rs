//! The conversation as a state machine, without any web type: a [`Model`], the [`Action`]s that a person can take, and
//! [`update`], a pure function from one to the next.

mod ages;
mod marks;
#[cfg(test)]
mod marks_tests;
mod model;
#[cfg(test)]
mod tests;
mod update;
mod way;

pub use ages::{Band, bands};
pub use marks::Marking;
pub use model::{Given, MapTab, Model, Screen, Status, Stop};
pub use update::{Action, empty_means_no, update};
