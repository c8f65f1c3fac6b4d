//! **Posterior**: where it hurts in the hip and buttock, how soon to be seen, what most likely causes it, and why.
//!
//! The crate reads from the bottom up; each module may use only those above it (held by `tests/import_law.rs`):
//!
//! 1. [`vocabulary`]: the ids of regions, findings, self-tests and causes.
//! 2. [`knowledge`]: the clinical facts, baked from `assets/knowledge` into tables.
//! 3. [`case`]: what one person reported.
//! 4. [`reason`]: [`reason::assess`] turns a case into an assessment. Pure, total, the same bits on every machine.
//! 5. [`flow`]: the conversation as a state machine (model, action, update), without any web type.
//! 6. [`report`]: what leaves the app when a person takes it along, and the contract's text form of an assessment.
//! 7. `ui`, `platform`, `embed`, [`text`]: the interface, the browser, the mount point, the words.
//!
//! ```
//! use posterior::{case::{Answer, Case}, reason::assess, vocabulary::FindingId};
//!
//! let mut case = Case::default();
//! let fever = FindingId::from_slug("fever-or-chills").unwrap();
//! case.set_finding(fever, Answer::Yes);
//! let assessment = assess(&case);
//! assert!(assessment.triage.level.slug() >= "urgent-same-day" || assessment.triage.level.slug() == "emergency-now");
//! ```

pub mod case;
pub mod flow;
pub mod knowledge;
pub mod reason;
pub mod report;
pub mod text;
pub mod vocabulary;

#[cfg(feature = "ui")]
pub mod embed;
#[cfg(feature = "ui")]
pub mod platform;
#[cfg(feature = "ui")]
pub mod ui;
