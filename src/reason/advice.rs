//! Which lines of advice may be shown. At `urgent-same-day` and above none may: only the flag's own action stands, so
//! that no danger is answered with an exercise. Below, a line is withheld when a gate that it names is closed, or cannot
//! be known to be open because the questions that tell were not answered yet.

use super::Assessment;
use super::condition::{Known, Tri};
use super::triage::{safety_open, waits_for};
use crate::case::Case;
use crate::knowledge::{CareLine, Gate, Gates, Level, care, gates, questions};
use crate::vocabulary::CauseId;

/// Stands in for a gate while a question of the safety screen is open.
pub const SAFETY_OPEN: &str = "safety-open";
/// Stands in for a gate while it depends on an open question about history.
pub const HISTORY_OPEN: &str = "history-open";

/// The advice for one cause, after the gates.
#[derive(Clone, Debug, Default)]
pub struct Advice {
    /// The lines that may be shown, in the order of the knowledge base.
    pub lines: Vec<CareLine>,
    /// The ids of the gates that withheld a line, or of what stands in for them; the words are under `gate.<id>`.
    pub withheld_by: Vec<&'static str>,
    /// Everything was withheld because the level is urgent.
    pub only_urgent: bool,
}

/// The advice for this cause that is safe for this person.
pub fn advice(case: &Case, assessment: &Assessment, id: CauseId) -> Advice {
    let known = Known::new(case);
    let safety_open = safety_open(&known);
    let states = states(&|gate| if safety_open { Some(SAFETY_OPEN) } else { closed_by(&known, gate) });
    let only_urgent = assessment.triage.level >= Level::SameDay;
    let mut advice = Advice { only_urgent, ..Advice::default() };
    for line in care(id).into_iter().filter(|_| !only_urgent) {
        match first_closed(&states, line.withheld_if) {
            None => advice.lines.push(line),
            Some(by) => note(&mut advice.withheld_by, by),
        }
    }
    advice
}

/// For each gate why it is not known to be open.
#[inline(never)]
pub(super) fn states(of: &dyn Fn(&'static Gate) -> Option<&'static str>) -> Vec<Option<&'static str>> {
    gates().iter().map(of).collect()
}

/// Each reason is told once.
#[inline(never)]
pub(super) fn note(reasons: &mut Vec<&'static str>, by: &'static str) {
    if !reasons.contains(&by) {
        reasons.push(by);
    }
}

/// Of the states of all gates, the first reason for which one of these is closed.
#[inline(never)]
pub(super) fn first_closed(states: &[Option<&'static str>], of: Gates) -> Option<&'static str> {
    states.iter().enumerate().find_map(|(at, state)| state.filter(|_| of.holds(at)))
}

/// Why the gate is not known to be open.
fn closed_by(known: &Known, gate: &'static Gate) -> Option<&'static str> {
    match known.eval(gate.when) {
        Tri::True => Some(gate.id),
        Tri::Unknown => {
            let open = |question: &crate::knowledge::Question| {
                question.gates_advice && waits_for(known, gate.when, question.options)
            };
            questions().iter().any(open).then_some(HISTORY_OPEN)
        }
        Tri::False => None,
    }
}
