//! The contract's text form of an assessment: one JSON object on one line.

use serde::Serialize;

use crate::case::CaseError;
use crate::knowledge::RedFlag;
use crate::reason::{Assessment, Contribution, Reason, Triage};

/// Writes the assessment of the case with this id; with `explain`, every fact with its weight in bits.
pub fn assessment(id: Option<&str>, assessment: &Assessment, explain: bool) -> String {
    let Triage { level, reasons, safety_unanswered } = &assessment.triage;
    line(&Text {
        id,
        triage: level.slug(),
        triage_reasons: reasons.iter().filter_map(|&(_, reason)| of_knowledge(reason)).collect(),
        safety_unanswered: safety_unanswered.iter().map(|rule: &&RedFlag| rule.id).collect(),
        ranking: assessment
            .ranking
            .iter()
            .map(|ranked| {
                let all = explain.then(|| assessment.contributions(ranked.cause));
                RankedText {
                    cause: ranked.cause.slug(),
                    // Parts per million and thousandths of a bit divide into the shortest decimals that name them.
                    probability: f64::from(ranked.probability_ppm) / 1e6,
                    prior: explain.then(|| bits(ranked.prior)),
                    speaks_for: all.as_deref().map(|all| parts(all, |weight| weight > 0)),
                    against: all.as_deref().map(|all| parts(all, |weight| weight < 0)),
                }
            })
            .collect(),
        cannot_tell: assessment.cannot_tell,
        next_questions: assessment.next_questions.iter().map(|next| next.finding.slug()).collect(),
    })
}

/// Writes what stands in the place of a line that is no case; `line` counts from 1.
pub fn error(number: u64, error: &CaseError) -> String {
    line(&ErrorText { id: error.id.as_deref(), line: number, error: &error.message })
}

#[derive(Serialize)]
struct Text<'a> {
    id: Option<&'a str>,
    triage: &'static str,
    triage_reasons: Vec<&'static str>,
    safety_unanswered: Vec<&'static str>,
    ranking: Vec<RankedText>,
    cannot_tell: bool,
    next_questions: Vec<&'static str>,
}

#[derive(Serialize)]
struct RankedText {
    cause: &'static str,
    probability: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<f64>,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    speaks_for: Option<Vec<PartText>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<Vec<PartText>>,
}

fn parts(all: &[Contribution], wanted: fn(i32) -> bool) -> Vec<PartText> {
    let parts = all.iter().filter(|part| wanted(part.weight));
    parts.map(|part| PartText { fact: part.fact.slug(), weight: bits(part.weight) }).collect()
}

#[derive(Serialize)]
struct PartText {
    fact: &'static str,
    weight: f64,
}

#[derive(Serialize)]
struct ErrorText<'a> {
    id: Option<&'a str>,
    line: u64,
    error: &'a str,
}

/// The contract names rules and escalations; what the engine adds of its own accord is told by the other fields.
fn of_knowledge(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::RedFlag(rule) => Some(rule.id),
        Reason::Escalation(row) => Some(row.id),
        Reason::Ranking(_) | Reason::SafetyUnanswered | Reason::CannotTell | Reason::NoWarningSigns => None,
    }
}

fn bits(millibits: i32) -> f64 {
    f64::from(millibits) / 1000.0
}

/// Strings, numbers and lists cannot fail to become JSON; were it otherwise, an empty object would still be a line.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}
