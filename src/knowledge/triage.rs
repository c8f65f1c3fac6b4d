//! How soon to be seen: the levels, and the rules that ask for them.

use super::rule::Rule;
use super::{Basis, tables};
use crate::vocabulary::CauseId;

/// How soon to be seen, least urgent first, so that `max` never lowers a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Look after it at home.
    SelfCare,
    /// Book an ordinary appointment.
    Routine,
    /// See a doctor within days.
    WithinDays,
    /// Be seen today.
    SameDay,
    /// Emergency now.
    Emergency,
}

impl Level {
    /// All levels, least urgent first.
    pub const ALL: [Level; 5] = [Level::SelfCare, Level::Routine, Level::WithinDays, Level::SameDay, Level::Emergency];

    /// The contract's name of the level.
    pub const fn slug(self) -> &'static str {
        match self {
            Level::SelfCare => "self-care",
            Level::Routine => "see-doctor-routine",
            Level::WithinDays => "see-doctor-within-days",
            Level::SameDay => "urgent-same-day",
            Level::Emergency => "emergency-now",
        }
    }

    /// One level more urgent, `Emergency` at most.
    pub const fn raised(self) -> Level {
        match self {
            Level::SelfCare => Level::Routine,
            Level::Routine => Level::WithinDays,
            Level::WithinDays => Level::SameDay,
            Level::SameDay | Level::Emergency => Level::Emergency,
        }
    }
}

/// A red-flag rule.
#[derive(Clone, Copy)]
pub struct RedFlag {
    /// Stable id, such as `rf-ces-saddle`.
    pub id: &'static str,
    /// The level when it fires.
    pub level: Level,
    /// When it fires.
    pub when: Rule,
    /// What it rests on.
    pub basis: Basis,
}

/// A rule is its id: two rules of the tables are equal when they are the same row.
impl PartialEq for RedFlag {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for RedFlag {}

impl core::fmt::Debug for RedFlag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.id)
    }
}

/// What an escalation does when its condition is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The level is at least this.
    AtLeast(Level),
    /// One level up: once in all, and to [`Level::SameDay`] at most.
    Raise,
}

/// An escalation by age, pregnancy, severity or time.
#[derive(Clone, Copy, Debug)]
pub struct Escalation {
    /// Stable id, such as `esc-function`.
    pub id: &'static str,
    /// When it applies.
    pub when: Rule,
    /// What it does.
    pub effect: Effect,
    /// What it rests on.
    pub basis: Basis,
}

/// A probability of a dangerous cause from which the level is at least this, whatever the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    /// The cause.
    pub cause: CauseId,
    /// The level.
    pub level: Level,
    /// Parts per million.
    pub from_ppm: u32,
}

/// Red-flag rules in the order of the file.
pub fn red_flags() -> &'static [RedFlag] {
    tables::RED_FLAGS
}

/// Escalations in the order of the file.
pub fn escalations() -> &'static [Escalation] {
    tables::ESCALATIONS
}

/// What the ranking may do to the level.
pub fn raises() -> &'static [Raise] {
    tables::RAISES
}
