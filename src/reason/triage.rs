//! How soon to be seen: red-flag rules first, then escalations by age, pregnancy, severity and time. Nothing lowers a
//! level.

use super::condition::{Known, Tri};
use super::order::{descending, order_by};
use crate::case::Answer;
use crate::knowledge::{
    Effect, Escalation, Level, Op, Raise, RedFlag, Rule, derived, escalations, raises, red_flags, safety_questions,
};
use crate::vocabulary::{CauseId, FindingId};

/// Why the level is what it is.
#[derive(Clone, Copy)]
pub enum Reason {
    /// A red-flag rule fired.
    RedFlag(&'static RedFlag),
    /// An escalation applied.
    Escalation(&'static Escalation),
    /// A dangerous cause has a real chance, whatever the rules say.
    Ranking(&'static Raise),
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
            Reason::Ranking(_) => "ranking",
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
        match (self, other) {
            (Reason::Ranking(own), Reason::Ranking(other)) => own == other,
            _ => self.id() == other.id(),
        }
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
    let open = open_in_safety_screen(known);
    for rule in red_flags() {
        match known.eval(rule.when) {
            Tri::True => triage.at_least(rule.level, Reason::RedFlag(rule)),
            Tri::Unknown if names_one(rule.when, &open) => triage.safety_unanswered.push(rule),
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

/// A real chance of a dangerous cause raises the level: rules alone leave it unfound where nobody ticks a warning sign.
/// `risks` holds parts per million in the order of the causes.
pub(super) fn raise_by_risk(triage: &mut Triage, risks: &[u32]) {
    for row in raises() {
        if likely(row, risks) && row.level > triage.level {
            triage.at_least(row.level, Reason::Ranking(row));
        }
    }
}

/// The findings of which a yes alone would fire a rule that asks for more than the present level, by number.
///
/// Such a question can change how soon to be seen whatever it says about the cause.
pub(super) fn would_raise(known: &Known, level: Level) -> [bool; FindingId::COUNT] {
    let mut raises = [false; FindingId::COUNT];
    let mut told = Known { case: known.case.clone() };
    // Gathered first, so that the loop stands in the program once.
    let mut rules: Vec<Rule> = Vec::new();
    for rule in red_flags() {
        if rule.level > level {
            rules.push(rule.when);
        }
    }
    for row in escalations() {
        if matches!(row.effect, Effect::AtLeast(asked) if asked > level) {
            rules.push(row.when);
        }
    }
    // A yes to what implies a finding does what a yes to the finding does: behind the rules, when those are known.
    let own = rules.len();
    for row in derived() {
        rules.push(row.when);
    }
    for (at, &when) in rules.iter().enumerate() {
        let implied = at.checked_sub(own).and_then(|row| derived().get(row));
        if implied.is_some_and(|row| !raises[row.finding.index()]) || known.eval(when) != Tri::Unknown {
            continue;
        }
        for op in when.ops() {
            let Op::Finding(index) = op else { continue };
            let id = FindingId::baked(index);
            if !raises[id.index()] && known.case.finding(id) == Answer::Unknown {
                told.case.set_finding(id, Answer::Yes);
                raises[id.index()] = told.holds(when);
                told.case.set_finding(id, Answer::Unknown);
            }
        }
    }
    raises
}

/// The most urgent level that a real chance of this cause can ask for; none for a cause that asks for nothing.
pub(super) fn danger(cause: CauseId) -> Option<Level> {
    raises().iter().filter(|row| row.cause == cause).map(|row| row.level).max()
}

/// Whether the cause is as likely as the row asks for.
pub(super) fn likely(row: &Raise, risks: &[u32]) -> bool {
    risks.get(row.cause.index()).is_some_and(|&risk| risk >= row.from_ppm)
}

/// Whether a question of the safety screen is open.
pub(super) fn safety_open(known: &Known) -> bool {
    open_in_safety_screen(known).contains(&true)
}

/// The findings that the safety screen asks about and that are not answered, by number.
fn open_in_safety_screen(known: &Known) -> [bool; FindingId::COUNT] {
    let mut open = [false; FindingId::COUNT];
    for &id in safety_questions().iter().flat_map(|question| question.findings) {
        open[id.index()] = known.case.finding(id) == Answer::Unknown;
    }
    open
}

/// Whether the condition names one of these findings.
fn names_one(condition: Rule, findings: &[bool; FindingId::COUNT]) -> bool {
    condition.ops().any(|op| matches!(op, Op::Finding(index) if findings.get(usize::from(index)) == Some(&true)))
}

/// Whether the condition names one of these findings, and it is open.
pub(super) fn waits_for(known: &Known, condition: Rule, findings: &[FindingId]) -> bool {
    condition.ops().any(|op| match op {
        Op::Finding(index) => {
            let id = FindingId::baked(index);
            findings.contains(&id) && known.case.finding(id) == Answer::Unknown
        }
        _ => false,
    })
}
