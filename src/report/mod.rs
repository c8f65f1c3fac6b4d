//! What leaves the app when a person takes it along, and only then: the contract's text form of an assessment, a link that
//! holds the answers, a FHIR response, a calendar reminder. All of it is made of the case alone; nothing here knows the
//! clock or the browser.

#[cfg(feature = "json")]
mod assessment;
mod calendar;
pub mod fhir;
mod link;

#[cfg(feature = "json")]
pub use assessment::{assessment, error};
pub use calendar::{Reminder, reminder};
pub use link::{Answers, LinkError, read, write};
