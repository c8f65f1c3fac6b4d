//! The contract's text form of an assessment: one JSON object on one line.

use super::json::Json;
use crate::knowledge::RedFlag;
use crate::reason::{Assessment, Contribution, Reason, Triage};

/// Writes an assessment; `id` is that of its case, as JSON. With `explain`, every fact with its weight in bits.
pub fn outcome(id: &str, assessment: &Assessment, explain: bool) -> String {
    let Triage { level, reasons, safety_unanswered } = &assessment.triage;
    let mut out = Json::default();
    out.put(&["{\"id\":", id, ",\"triage\":\"", level.slug(), "\""]);
    out.ids("triage_reasons", &mut reasons.iter().filter_map(|&(_, reason)| of_knowledge(reason)));
    out.ids("safety_unanswered", &mut safety_unanswered.iter().map(|rule: &&RedFlag| rule.id));
    out.put(&[",\"ranking\":["]);
    for ranked in &assessment.ranking {
        out.next();
        out.put(&["{\"cause\":\"", ranked.cause.slug(), "\""]);
        out.decimal("probability", i32::try_from(ranked.probability_ppm).unwrap_or(i32::MAX), 6);
        if explain {
            out.decimal("prior", ranked.prior, 3);
            let all = assessment.contributions(ranked.cause);
            parts(&mut out, "for", &all, |weight| weight > 0);
            parts(&mut out, "against", &all, |weight| weight < 0);
        }
        out.put(&["}"]);
    }
    out.put(&["],\"cannot_tell\":", if assessment.cannot_tell { "true" } else { "false" }]);
    out.ids("next_questions", &mut assessment.next_questions.iter().map(|next| next.finding.slug()));
    out.put(&["}"]);
    out.0
}

fn parts(out: &mut Json, key: &str, all: &[Contribution], wanted: fn(i32) -> bool) {
    out.put(&[",\"", key, "\":["]);
    for part in all.iter().filter(|part| wanted(part.weight)) {
        out.next();
        out.put(&["{\"fact\":\"", part.fact.slug(), "\""]);
        out.decimal("weight", part.weight, 3);
        out.put(&["}"]);
    }
    out.put(&["]"]);
}

/// The contract names rules and escalations; what the engine adds of its own accord is told by the other fields.
fn of_knowledge(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::RedFlag(rule) => Some(rule.id),
        Reason::Escalation(row) => Some(row.id),
        Reason::Ranking(_) | Reason::SafetyUnanswered | Reason::CannotTell | Reason::NoWarningSigns => None,
    }
}

/// Writes the assessment of the case with this id; with `explain`, every fact with its weight in bits.
#[cfg(feature = "json")]
pub fn assessment(id: Option<&str>, assessment: &Assessment, explain: bool) -> String {
    outcome(&line(&id), assessment, explain)
}

/// Writes what stands in the place of a line that is no case; `number` counts from 1.
#[cfg(feature = "json")]
pub fn error(number: u64, error: &crate::case::CaseError) -> String {
    #[derive(serde::Serialize)]
    struct ErrorText<'a> {
        id: Option<&'a str>,
        line: u64,
        error: &'a str,
    }
    line(&ErrorText { id: error.id.as_deref(), line: number, error: &error.message })
}

/// Strings and numbers cannot fail to become JSON; were it otherwise, an empty object would still be a line.
#[cfg(feature = "json")]
fn line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}
