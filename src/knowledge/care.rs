//! Advice: lines of care with their gates, the usual course, and when to be seen.

use super::rule::Rule;
use super::{Basis, Level, escalations, red_flags, tables};
use crate::vocabulary::CauseId;

/// Where a line of care belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What to do oneself.
    SelfCare,
    /// What to avoid.
    Avoid,
    /// What a professional can do.
    Professional,
    /// A home exercise with its dose.
    Exercise,
    /// How to keep it from coming back.
    Prevention,
}

impl Section {
    const ALL: [Section; 5] =
        [Section::SelfCare, Section::Avoid, Section::Professional, Section::Exercise, Section::Prevention];
}

/// When a line of self-care applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From today.
    Today,
    /// Within the week.
    ThisWeek,
    /// By the sixth week.
    ByWeekSix,
    /// At any time.
    Any,
}

impl When {
    const ALL: [When; 4] = [When::Today, When::ThisWeek, When::ByWeekSix, When::Any];
}

/// A set of gates: bit n stands for the gate at index n of [`gates`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gates(pub(super) u16);

impl Gates {
    /// Whether the gate at this index is in the set.
    pub const fn holds(self, index: usize) -> bool {
        index < 16 && self.0 & (1 << index) != 0
    }
}

/// One line of advice. Its words are in the language pack under `care.<number>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CareLine {
    /// Its place in the table of lines.
    pub number: u16,
    /// Where it belongs.
    pub section: Section,
    /// When it applies.
    pub when: When,
    /// What it rests on.
    pub basis: Basis,
    /// Gates that withhold it.
    pub withheld_if: Gates,
}

impl CareLine {
    fn read(number: u16) -> Option<CareLine> {
        let (kind, gates) = *tables::CARE.get(usize::from(number))?;
        Some(CareLine {
            number,
            section: *Section::ALL.get(usize::from(kind & 7))?,
            when: *When::ALL.get(usize::from(kind >> 3 & 3))?,
            basis: *Basis::ALL.get(usize::from(kind >> 5 & 3))?,
            withheld_if: Gates(gates),
        })
    }
}

/// The name of a line in the data: `keep-moving` for one that causes share, `doms.check-pee` for a cause's own.
#[cfg(not(target_arch = "wasm32"))]
pub fn care_id(number: u16) -> &'static str {
    tables::CARE_IDS.get(usize::from(number)).copied().unwrap_or("")
}

/// A stretch of the usual course, in days since the pain began; its words are `cause.<cause>.phase.<n>`, n from 1.
#[derive(Clone, Copy, Debug)]
pub struct Phase {
    /// First day.
    pub from_days: u16,
    /// Last day; `u16::MAX` when open.
    pub to_days: u16,
}

/// What one cause is given, read from the stream of [`tables::OF_CAUSES`].
#[derive(Clone, Copy)]
struct Given {
    /// Its own lines: first and number in the table of lines.
    own: (u16, u16),
    /// Lines that it shares.
    shared: &'static [u8],
    /// Red flags, and behind them escalations.
    see_doctor: &'static [u8],
    /// Days of the phases, two bytes each, low byte first: from and to.
    phases: &'static [u8],
}

/// Each list of a cause stands behind its length in bytes; own lines are only counted, for they follow each other.
fn given(cause: CauseId) -> Given {
    let mut rest = tables::OF_CAUSES;
    let mut given = Given { own: (tables::SHARED_LINES, 0), shared: &[], see_doctor: &[], phases: &[] };
    for _ in 0..=cause.index() {
        given.own.0 += given.own.1;
        given.own.1 = take(&mut rest, 1).first().map_or(0, |&count| u16::from(count));
        for list in [&mut given.shared, &mut given.see_doctor, &mut given.phases] {
            let length = take(&mut rest, 1).first().map_or(0, |&length| usize::from(length));
            *list = take(&mut rest, length);
        }
    }
    given
}

fn take(stream: &mut &'static [u8], length: usize) -> &'static [u8] {
    let (taken, rest) = stream.split_at(length.min(stream.len()));
    *stream = rest;
    taken
}

/// The advice for a cause: first its own lines, then those that it shares with others.
pub fn care(cause: CauseId) -> Vec<CareLine> {
    let given = given(cause);
    let own = given.own.0..given.own.0 + given.own.1;
    own.chain(given.shared.iter().map(|&at| u16::from(at))).filter_map(CareLine::read).collect()
}

/// The usual course of a cause.
pub fn course(cause: CauseId) -> Vec<Phase> {
    let day = |pair: &[u8]| u16::from_le_bytes([pair[0], pair[1]]);
    let phases = given(cause).phases.chunks_exact(4);
    phases.map(|phase| Phase { from_days: day(&phase[..2]), to_days: day(&phase[2..]) }).collect()
}

/// The warning signs to know with a cause: id and level of the rules, in the order of the file.
pub fn see_doctor(cause: CauseId) -> Vec<(&'static str, Level)> {
    let flags = red_flags();
    let rule = |&at: &u8| {
        let at = usize::from(at);
        match flags.get(at) {
            Some(rule) => Some((rule.id, rule.level)),
            None => escalations().get(at - flags.len()).and_then(|row| match row.effect {
                super::Effect::AtLeast(level) => Some((row.id, level)),
                super::Effect::Raise => None,
            }),
        }
    };
    given(cause).see_doctor.iter().filter_map(rule).collect()
}

/// A condition under which some advice is withheld.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// Stable id, such as `blood-thinners`.
    pub id: &'static str,
    /// When advice that names the gate is withheld.
    pub when: Rule,
}

/// Advice gates.
pub fn gates() -> &'static [Gate] {
    tables::GATES
}
