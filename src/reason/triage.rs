//! How soon to be seen: red-flag rules first, then escalations by age, pregnancy, severity and time. Nothing lowers a
//! level.

use super::condition::{Known, Tri};
use super::order::{descending, order_by};
use crate::case::Answer;
use crate::knowledge::{Effect, Escalation, Level, Op, RedFlag, Rule, escalations, red_flags, safety_questions};
use crate::vocabulary::FindingId;

/// Why the level is what it is.
#[derive(Clone, Copy)]
pub enum Reason {
    /// A red-flag rule fired.
    RedFlag(&'static RedFlag),
    /// An escalation applied.
    Escalation(&'static Escalation),
    /// Safety questions are open, so the answer cannot be "look after it yourself".
    SafetyUnanswered,
    /// Nothing in the knowledge base fits, so somebody has to look.
    CannotTell,
    /// All safety questions were denied and no rule fired.
    NoWarningSigns,
}

impl Reason {
    /// The stable id; its words are under `rule.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Reason::RedFlag(rule) => rule.id,
            Reason::Escalation(row) => row.id,
            Reason::SafetyUnanswered => "safety-unanswered",
            Reason::CannotTell => "cannot-tell",
            Reason::NoWarningSigns => "no-warning-signs",
        }
    }
}

impl core::fmt::Debug for Reason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.id())
    }
}

impl PartialEq for Reason {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Reason {}

/// How soon to be seen, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// The level.
    pub level: Level,
    /// Every reason with the level that it asks for, most urgent first. Never empty.
    pub reasons: Vec<(Level, Reason)>,
    /// The rules that could not be decided because a question of the safety screen is open.
    pub safety_unanswered: Vec<&'static RedFlag>,
}

impl Triage {
    /// Raises the level to this one where it is lower, and notes the reason.
    pub(super) fn at_least(&mut self, level: Level, reason: Reason) {
        self.level = self.level.max(level);
        self.reasons.push((level, reason));
    }

    /// Orders the reasons, most urgent first, and makes sure that there is one.
    pub(super) fn settle(&mut self) {
        if self.reasons.is_empty() {
            self.reasons.push((self.level, Reason::NoWarningSigns));
        }
        order_by(&mut self.reasons, |&(level, _)| descending(level as i32));
    }
}

pub(super) fn triage(known: &Known) -> Triage {
    let mut triage = Triage { level: Level::SelfCare, reasons: Vec::new(), safety_unanswered: Vec::new() };
    for rule in red_flags() {
        match known.eval(rule.when) {
            Tri::True => triage.at_least(rule.level, Reason::RedFlag(rule)),
            Tri::Unknown if waits_for_safety_screen(known, rule) => triage.safety_unanswered.push(rule),
            Tri::Unknown | Tri::False => {}
        }
    }
    let mut raise = None;
    for row in escalations() {
        if known.holds(row.when) {
            match row.effect {
                Effect::AtLeast(level) => triage.at_least(level, Reason::Escalation(row)),
                Effect::Raise => raise = raise.or(Some(row)),
            }
        }
    }
    // One step in all, however many escalations ask for it: stacked raises sent shingles to an ambulance.
    if let Some(row) = raise
        && triage.level < Level::SameDay
    {
        triage.at_least(triage.level.raised(), Reason::Escalation(row));
    }
    if triage.level == Level::SelfCare && safety_open(known) {
        triage.at_least(Level::Routine, Reason::SafetyUnanswered);
    }
    triage
}

/// Whether a question of the safety screen is open.
pub(super) fn safety_open(known: &Known) -> bool {
    let mut findings = safety_questions().iter().flat_map(|question| question.findings);
    findings.any(|&id| known.case.finding(id) == Answer::Unknown)
}

/// Whether the rule is open because of a finding that the safety screen asks about.
fn waits_for_safety_screen(known: &Known, rule: &RedFlag) -> bool {
    safety_questions().iter().any(|question| waits_for(known, rule.when, question.findings))
}

/// Whether the condition names one of these findings, and it is open.
pub(super) fn waits_for(known: &Known, condition: Rule, findings: &[FindingId]) -> bool {
    condition.0.iter().any(|&op| match op {
        Op::Finding(index) => {
            let id = FindingId::baked(index);
            findings.contains(&id) && known.case.finding(id) == Answer::Unknown
        }
        _ => false,
    })
}
