//! Which lines of advice may be shown. At `urgent-same-day` and above none may: only the flag's own action stands, so
//! that no danger is answered with an exercise.

use super::Assessment;
use super::condition::Known;
use crate::case::Case;
use crate::knowledge::{CareLine, Level, Section, cause, gates};
use crate::vocabulary::CauseId;

/// The advice for one cause, after the gates.
#[derive(Clone, Debug, Default)]
pub struct Advice {
    /// The lines that may be shown, in the order of the knowledge base.
    pub lines: Vec<&'static CareLine>,
    /// The ids of the gates that withheld a line; the words are under `gate.<id>`.
    pub withheld_by: Vec<&'static str>,
    /// Everything but `SeeDoctor` lines was withheld because the level is urgent.
    pub only_urgent: bool,
}

/// The advice for this cause that is safe for this person.
pub fn advice(case: &Case, assessment: &Assessment, id: CauseId) -> Advice {
    let known = Known::new(case);
    let closed: Vec<bool> = gates().iter().map(|gate| known.holds(gate.when)).collect();
    let only_urgent = assessment.triage.level >= Level::SameDay;
    let mut advice = Advice { only_urgent, ..Advice::default() };
    for line in cause(id).care {
        if line.section == Section::SeeDoctor {
            advice.lines.push(line);
            continue;
        }
        let gate = line.withheld_if.iter().find(|&&gate| closed.get(usize::from(gate)) == Some(&true));
        match gate.and_then(|&gate| gates().get(usize::from(gate))) {
            _ if only_urgent => {}
            None => advice.lines.push(line),
            Some(gate) if !advice.withheld_by.contains(&gate.id) => advice.withheld_by.push(gate.id),
            Some(_) => {}
        }
    }
    advice
}
