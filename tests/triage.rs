//! Triage as data: near-miss twins for every rule, patients that critical readers described, and the safety screen.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use posterior::case::{Answer, Case, Duration, Place, Sex};
use posterior::knowledge::{Level, escalations, red_flags, safety_questions};
use posterior::reason::{Assessment, Reason, assess};
use posterior::vocabulary::{FindingId, TestId};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    pair: Vec<Pair>,
    patient: Vec<Patient>,
}

#[derive(Deserialize)]
struct Pair {
    rule: String,
    fires: Row,
    near: Row,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patient {
    name: String,
    review: String,
    at_least: Option<String>,
    at_most: Option<String>,
    case: Row,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Row {
    age: Option<u8>,
    sex: Option<String>,
    regions: Vec<String>,
    present: Vec<String>,
    absent: Vec<String>,
    self_tests: BTreeMap<String, String>,
    severity: Option<u8>,
    duration: Option<String>,
}

impl Row {
    fn case(&self) -> Case {
        let mut case = Case::default();
        case.age = self.age;
        case.severity = self.severity;
        case.sex = self.sex.as_deref().map(|sex| if sex == "M" { Sex::Male } else { Sex::Female });
        case.duration = self.duration.as_deref().map(|slug| Duration::of(finding(slug)).expect(slug));
        for key in &self.regions {
            case.places.set(Place::from_key(key).expect(key), true);
        }
        for (list, answer) in [(&self.present, Answer::Yes), (&self.absent, Answer::No)] {
            for slug in list {
                case.set_finding(finding(slug), answer);
            }
        }
        for (slug, result) in &self.self_tests {
            let answer = if result == "positive" { Answer::Yes } else { Answer::No };
            case.set_test(TestId::from_slug(slug).expect(slug), answer);
        }
        case
    }
}

impl Row {
    /// The answers that the other row gives differently: a place more or less, a fact said otherwise or not at all.
    fn differs(&self, other: &Row) -> Vec<String> {
        let mut out = Vec::new();
        let mut note = |name: &str, differs: bool| {
            if differs {
                out.push(name.to_owned());
            }
        };
        note("age", self.age != other.age);
        note("sex", self.sex != other.sex);
        note("severity", self.severity != other.severity);
        note("duration", self.duration != other.duration);
        let (own, others) = (self.answers(), other.answers());
        let slugs: BTreeSet<&String> = own.keys().chain(others.keys()).collect();
        slugs.iter().for_each(|slug| note(slug, own.get(*slug) != others.get(*slug)));
        out
    }

    fn answers(&self) -> BTreeMap<String, &str> {
        let mut answers = BTreeMap::new();
        for (list, answer) in [(&self.regions, "marked"), (&self.present, "yes"), (&self.absent, "no")] {
            for slug in list {
                let old = answers.insert(slug.clone(), answer);
                assert!(old.is_none(), "{slug} stands twice");
            }
        }
        answers.extend(self.self_tests.iter().map(|(slug, result)| (slug.clone(), result.as_str())));
        answers
    }
}

fn deny_open_safety_questions(case: &mut Case) {
    for &id in safety_questions().iter().flat_map(|question| question.findings) {
        if case.finding(id) == Answer::Unknown {
            case.set_finding(id, Answer::No);
        }
    }
}

fn finding(slug: &str) -> FindingId {
    FindingId::from_slug(slug).unwrap_or_else(|| panic!("no finding {slug}"))
}

fn file() -> File {
    toml::from_str(include_str!("cases/triage.toml")).expect("cases/triage.toml")
}

fn fires(assessment: &Assessment, rule: &str) -> bool {
    assessment.triage.reasons.iter().any(|(_, reason)| reason.id() == rule)
}

fn level(slug: &str) -> Level {
    Level::ALL.into_iter().find(|level| level.slug() == slug).unwrap_or_else(|| panic!("no level {slug}"))
}

#[test]
fn every_rule_fires_in_its_case_and_not_in_the_near_miss() {
    for Pair { rule, fires: hit, near } in file().pair {
        let assessment = assess(&hit.case());
        assert!(fires(&assessment, &rule), "{rule} does not fire: {:?}", assessment.triage.reasons);
        assert!(!fires(&assess(&near.case()), &rule), "{rule} fires in its near miss");
    }
}

#[test]
fn every_near_miss_differs_in_exactly_one_answer() {
    for Pair { rule, fires: hit, near } in file().pair {
        let differs = hit.differs(&near);
        assert_eq!(differs.len(), 1, "{rule}: the near miss differs in {differs:?}");
    }
}

#[test]
fn every_rule_and_escalation_has_a_pair() {
    let pairs = file().pair;
    let ids = red_flags().iter().map(|rule| rule.id).chain(escalations().iter().map(|row| row.id));
    let ids: BTreeSet<&str> = ids.collect();
    for id in &ids {
        assert!(pairs.iter().any(|pair| pair.rule == *id), "{id} has no pair");
    }
    for pair in &pairs {
        assert!(ids.contains(pair.rule.as_str()), "there is no rule {}", pair.rule);
    }
}

#[test]
fn the_patients_of_the_second_readings_are_sent_where_they_belong() {
    let more: File = toml::from_str(include_str!("cases/patients.toml")).expect("cases/patients.toml");
    let patients: Vec<Patient> = file().patient.into_iter().chain(more.patient).collect();
    let names: BTreeSet<&str> = patients.iter().map(|patient| patient.name.as_str()).collect();
    assert_eq!(names.len(), patients.len(), "two patients have one name");
    let wrong: Vec<String> = patients.iter().filter_map(sent_wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), patients.len(), wrong.join("\n"));
}

/// What is wrong with where this patient is sent.
fn sent_wrong(patient: &Patient) -> Option<String> {
    assert!(patient.at_least.is_some() || patient.at_most.is_some(), "{}: nothing is asked", patient.name);
    let mut case = patient.case.case();
    if patient.at_most.is_some() {
        // The readers' question is whether a rule over-fires; an open safety screen would answer another one.
        deny_open_safety_questions(&mut case);
    }
    let triage = assess(&case).triage;
    // Rules and risks are asked about; that a poor fit or an open question asks for a doctor is another matter.
    let other = [Reason::CannotTell, Reason::SafetyUnanswered];
    let rules = triage.reasons.iter().filter(|(_, reason)| !other.contains(reason));
    let fired = rules.map(|&(level, _)| level).max().unwrap_or(Level::SelfCare);
    let too_low = patient.at_least.as_deref().is_some_and(|least| fired < level(least));
    let too_high = patient.at_most.as_deref().is_some_and(|most| fired > level(most));
    (too_low || too_high).then(|| {
        let (least, most) = (&patient.at_least, &patient.at_most);
        format!(
            "{} ({}): {least:?} to {most:?}, but {:?} {:?}",
            patient.name, patient.review, triage.level, triage.reasons
        )
    })
}

#[test]
fn one_open_safety_question_keeps_self_care_away() {
    let mut case = Case::default();
    case.duration = Some(Duration::Days);
    case.severity = Some(4);
    case.age = Some(30);
    case.places.set(Place::from_key("lower-buttock-left").unwrap(), true);
    case.places.set(Place::from_key("lower-buttock-right").unwrap(), true);
    for slug in ["onset-12-to-72h-after-exercise", "new-or-harder-workout", "quality-ache", "worse-pressing-on-it"] {
        case.set_finding(finding(slug), Answer::Yes);
    }
    assert_eq!(assess(&case).triage.level, Level::Routine);
    deny_open_safety_questions(&mut case);
    let assessment = assess(&case);
    assert!(assessment.triage.safety_unanswered.is_empty(), "{:?}", assessment.triage.safety_unanswered);
    assert_eq!(assessment.triage.level, Level::SelfCare);
    assert_eq!(assessment.ranking[0].cause.slug(), "doms");
    for question in safety_questions() {
        for &id in question.findings {
            let mut open = case.clone();
            open.set_finding(id, Answer::Unknown);
            assert_eq!(assess(&open).triage.level, Level::Routine, "{}: {} open", question.id, id.slug());
        }
    }
}
