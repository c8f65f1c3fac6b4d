//! What leaves the app when a person takes it along, and only then: the contract's text form of an assessment, a link that
//! holds the answers, what the device is let remember, a FHIR response, a calendar reminder. Nothing here knows the clock or the browser: what it needs
//! of them it is given.

mod assessment;
mod calendar;
pub mod fhir;
mod json;
mod kept;
mod link;
mod since;

pub use assessment::outcome;
#[cfg(feature = "json")]
pub use assessment::{assessment, error};
pub use calendar::{Reminder, reminder};
pub use kept::Kept;
pub use link::{Answers, LinkError, read, write};
pub use since::{Since, Trend, since};
