//! The knowledge files as data: what every row must have, and what no file may say. Each test names the file and the row.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use posterior::vocabulary::{AreaId, CauseId, FindingId, RegionId, TestId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const BASES: [&str; 3] = ["study", "review", "judgement"];
const LEVELS: [&str; 4] = ["see-doctor-routine", "see-doctor-within-days", "urgent-same-day", "emergency-now"];
/// What must be ruled out before anybody is told to exercise.
const EXERCISE_GATES: [&str; 6] =
    ["possible-fracture", "fresh-injury", "possible-clot", "possible-infection", "rhabdo-risk", "under-16"];
const DURATIONS: [&str; 5] = [
    "duration-under-24h",
    "duration-1-to-7-days",
    "duration-1-to-6-weeks",
    "duration-6-to-12-weeks",
    "duration-over-12-weeks",
];
const SIDES: [&str; 3] = ["one-side", "both-sides", "alternating-buttock-pain"];

#[derive(Deserialize)]
struct Cause {
    id: String,
    base_rate: Row,
    #[serde(default)]
    modifier: Vec<Row>,
    #[serde(default)]
    likelihood: Vec<Row>,
    #[serde(default)]
    region: Vec<Row>,
    #[serde(default)]
    self_test: Vec<Row>,
    #[serde(default)]
    raises: Vec<Row>,
    course: Option<Row>,
    #[serde(default)]
    contrast: Vec<Row>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    care: Vec<Row>,
    #[serde(default)]
    see_doctor: Vec<String>,
}

/// Any row of any file: each kind uses some of the fields.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Row {
    id: Option<String>,
    finding: Option<String>,
    with: Option<String>,
    when: Option<String>,
    section: Option<String>,
    level: Option<String>,
    effect: Option<String>,
    names_cause: Option<String>,
    why: Option<String>,
    p: Option<f64>,
    p_after_exercise: Option<f64>,
    q: Option<f64>,
    q_after_exercise: Option<f64>,
    from: Option<f64>,
    ratio: Option<f64>,
    everyone: Option<f64>,
    after_exercise: Option<f64>,
    unsafe_when: Vec<String>,
    withheld_if: Vec<String>,
    source: Vec<String>,
    basis: Option<String>,
}

impl Row {
    fn name(&self) -> &str {
        let names = [&self.finding, &self.id, &self.with, &self.level, &self.when];
        names.into_iter().flatten().next().map_or("a row without a name", String::as_str)
    }

    fn section(&self) -> &str {
        self.section.as_deref().unwrap_or("")
    }
}

#[derive(Deserialize)]
struct Lines {
    line: Vec<Row>,
}

#[derive(Deserialize)]
struct Rules {
    rule: Vec<Row>,
}

#[derive(Deserialize)]
struct Escalations {
    escalation: Vec<Row>,
}

#[derive(Deserialize)]
struct Gates {
    gate: Vec<Row>,
}

#[derive(Deserialize)]
struct Background {
    finding: Vec<Row>,
    region: Vec<Row>,
    self_test: Vec<Row>,
}

#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    key: String,
    #[serde(default)]
    title: String,
    url: Option<String>,
    doi: Option<String>,
    pmid: Option<String>,
    note: Option<String>,
    #[serde(default)]
    unverified: bool,
}

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    members: Vec<String>,
    why: String,
}

fn knowledge() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/knowledge")
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn file<T: DeserializeOwned>(name: &str) -> T {
    read(&knowledge().join(name))
}

/// The files of all causes but the rest class, which has neither facts nor advice.
fn causes() -> Vec<Cause> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(knowledge().join("causes"))
        .expect("causes")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    let mut causes = Vec::new();
    for path in paths {
        let cause: Cause = read(&path);
        assert_eq!(
            path.file_stem().and_then(|stem| stem.to_str()),
            Some(cause.id.as_str()),
            "the file has another name"
        );
        if cause.id != "something-else" {
            causes.push(cause);
        }
    }
    assert!(causes.len() >= 50, "only {} causes", causes.len());
    causes
}

fn shared_lines() -> Vec<Row> {
    file::<Lines>("care.toml").line
}

fn sources() -> BTreeMap<String, Source> {
    let mut map = BTreeMap::new();
    for name in ["sources.toml", "triage/sources.toml"] {
        for source in file::<Sources>(name).source {
            let key = source.key.clone();
            // The estimate of the authors stands in both files.
            let old = map.insert(key.clone(), source);
            assert!(old.is_none() || key == "judgement", "{name}: source {key} stands twice");
        }
    }
    map
}

/// The ids of all rules and escalations.
fn rules() -> BTreeSet<String> {
    let escalations = file::<Escalations>("triage/escalations.toml").escalation;
    let rules = file::<Rules>("triage/rules.toml").rule;
    rules.into_iter().chain(escalations).filter_map(|row| row.id).collect()
}

/// Fails with everything that was found.
fn nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every row that states something, with the place where it stands.
fn rows(cause: &Cause) -> impl Iterator<Item = (&'static str, &Row)> {
    let lists = [
        ("likelihood", &cause.likelihood),
        ("region", &cause.region),
        ("self_test", &cause.self_test),
        ("modifier", &cause.modifier),
        ("raises", &cause.raises),
        ("contrast", &cause.contrast),
        ("care", &cause.care),
    ];
    let rows = lists.into_iter().flat_map(|(kind, rows)| rows.iter().map(move |row| (kind, row)));
    rows.chain([("base_rate", &cause.base_rate)]).chain(cause.course.iter().map(|row| ("course", row)))
}

#[test]
fn every_row_has_a_basis_and_sources_that_exist() {
    let sources = sources();
    let mut wrong = Vec::new();
    let mut check = |place: &str, row: &Row| {
        let name = row.name();
        if !row.basis.as_deref().is_some_and(|basis| BASES.contains(&basis)) {
            wrong.push(format!("{place} {name}: no basis"));
        }
        if row.source.is_empty() {
            wrong.push(format!("{place} {name}: no source"));
        }
        for key in row.source.iter().filter(|key| !sources.contains_key(*key)) {
            wrong.push(format!("{place} {name}: source {key} is in no sources.toml"));
        }
    };
    for cause in causes() {
        rows(&cause).for_each(|(kind, row)| check(&format!("causes/{}.toml {kind}", cause.id), row));
    }
    shared_lines().iter().for_each(|row| check("care.toml", row));
    file::<Rules>("triage/rules.toml").rule.iter().for_each(|row| check("triage/rules.toml", row));
    file::<Escalations>("triage/escalations.toml")
        .escalation
        .iter()
        .for_each(|row| check("triage/escalations.toml", row));
    nothing(wrong);
}

#[test]
fn every_id_exists() {
    let (rules, shared) = (rules(), shared_lines());
    let gates: Vec<String> = file::<Gates>("triage/gates.toml").gate.into_iter().filter_map(|row| row.id).collect();
    let mut wrong = Vec::new();
    let mut want = |place: &str, kind: &str, id: &str, exists: bool| {
        if !exists {
            wrong.push(format!("{place}: {kind} {id} does not exist"));
        }
    };
    for cause in causes() {
        let place = format!("causes/{}.toml", cause.id);
        want(&place, "cause", &cause.id, CauseId::from_slug(&cause.id).is_some());
        cause
            .likelihood
            .iter()
            .for_each(|row| want(&place, "finding", row.name(), FindingId::from_slug(row.name()).is_some()));
        cause
            .region
            .iter()
            .for_each(|row| want(&place, "region", row.name(), RegionId::from_slug(row.name()).is_some()));
        cause
            .self_test
            .iter()
            .for_each(|row| want(&place, "test", row.name(), TestId::from_slug(row.name()).is_some()));
        cause
            .contrast
            .iter()
            .for_each(|row| want(&place, "cause", row.name(), CauseId::from_slug(row.name()).is_some()));
        cause.see_doctor.iter().for_each(|id| want(&place, "rule", id, rules.contains(id)));
        cause.shared.iter().for_each(|id| want(&place, "shared line", id, shared.iter().any(|row| row.name() == id)));
        let lists =
            cause.self_test.iter().map(|row| &row.unsafe_when).chain(cause.care.iter().map(|row| &row.withheld_if));
        lists.flatten().for_each(|id| want(&place, "gate", id, gates.contains(id)));
    }
    shared.iter().flat_map(|row| &row.withheld_if).for_each(|id| want("care.toml", "gate", id, gates.contains(id)));
    for row in file::<Rules>("triage/rules.toml").rule {
        let named = row.names_cause.as_deref().is_none_or(|id| CauseId::from_slug(id).is_some());
        want(row.name(), "cause", row.names_cause.as_deref().unwrap_or(""), named);
    }
    nothing(wrong);
}

#[test]
fn nothing_stands_twice() {
    let mut wrong = Vec::new();
    for cause in causes() {
        let lists = [&cause.likelihood, &cause.region, &cause.self_test, &cause.contrast, &cause.care];
        for list in lists {
            let mut seen = BTreeSet::new();
            for row in list.iter().filter(|row| !seen.insert((row.section().to_owned(), row.name().to_owned()))) {
                wrong.push(format!("causes/{}.toml: {} stands twice", cause.id, row.name()));
            }
        }
        for list in [&cause.see_doctor, &cause.shared] {
            let unique: BTreeSet<&String> = list.iter().collect();
            if unique.len() != list.len() {
                wrong.push(format!("causes/{}.toml: something stands twice in {list:?}", cause.id));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn probabilities_and_rates_are_in_bounds() {
    let mut wrong = Vec::new();
    let mut check = |place: &str, row: &Row| {
        for p in [row.p, row.p_after_exercise, row.q, row.q_after_exercise, row.from].into_iter().flatten() {
            if !(0.001..=0.999).contains(&p) {
                wrong.push(format!("{place} {}: {p} is outside 0.001..=0.999", row.name()));
            }
        }
        for rate in [row.everyone, row.after_exercise, row.ratio].into_iter().flatten() {
            if rate <= 0.0 {
                wrong.push(format!("{place} {}: {rate} is not positive", row.name()));
            }
        }
    };
    for cause in causes() {
        rows(&cause).for_each(|(kind, row)| check(&format!("causes/{}.toml {kind}", cause.id), row));
        let facts = [&cause.likelihood, &cause.region, &cause.self_test];
        for row in facts.into_iter().flatten() {
            assert!(row.p.is_some(), "{}: {} has no p", cause.id, row.name());
        }
        assert!(
            cause.base_rate.everyone.is_some() && cause.base_rate.after_exercise.is_some(),
            "{}: base rate",
            cause.id
        );
    }
    let background: Background = file("background.toml");
    for row in background.finding.iter().chain(&background.region).chain(&background.self_test) {
        assert!(row.q.is_some(), "background.toml: {} has no q", row.name());
        check("background.toml", row);
    }
    nothing(wrong);
}

#[test]
fn what_excludes_each_other_does_not_add_up_to_more_than_one() {
    let mut wrong = Vec::new();
    for cause in causes() {
        let sum = |ids: &[&str], after: bool| -> f64 {
            let rows = cause.likelihood.iter().filter(|row| ids.contains(&row.name()));
            rows.filter_map(|row| if after { row.p_after_exercise.or(row.p) } else { row.p }).sum()
        };
        let known = cause.likelihood.iter().filter(|row| DURATIONS.contains(&row.name())).count();
        if known != DURATIONS.len() {
            wrong.push(format!("causes/{}.toml: {known} of five durations", cause.id));
        }
        for after in [false, true] {
            let (durations, sides) = (sum(&DURATIONS, after), sum(&SIDES, after));
            if (durations - 1.0).abs() > 0.02 {
                wrong.push(format!(
                    "causes/{}.toml: durations sum to {durations:.3} (after exercise: {after})",
                    cause.id
                ));
            }
            // A third answer that never comes still has the lowest value of .001.
            if sides > 1.0015 {
                wrong.push(format!("causes/{}.toml: one side, both and swapping sum to {sides:.3}", cause.id));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn every_cause_is_complete() {
    let shared = shared_lines();
    let mut wrong = Vec::new();
    for cause in causes() {
        let mut miss = |what: &str| wrong.push(format!("causes/{}.toml: {what}", cause.id));
        let from_shared = shared.iter().filter(|row| cause.shared.iter().any(|id| id == row.name()));
        let sections: BTreeSet<&str> = cause.care.iter().chain(from_shared).map(Row::section).collect();
        for section in ["self-care", "avoid", "professional", "prevention"] {
            if !sections.contains(section) {
                miss(&format!("no line of advice for {section}"));
            }
        }
        if cause.course.is_none() {
            miss("no time course");
        }
        if cause.see_doctor.is_empty() {
            miss("nothing says when to be seen");
        }
        if cause.contrast.len() < 2 {
            miss("fewer than two contrasts");
        }
        if cause.contrast.iter().any(|row| row.name() == cause.id) {
            miss("is contrasted with itself");
        }
        if cause.likelihood.len() < 12 {
            miss("fewer than twelve findings");
        }
        if cause.region.is_empty() {
            miss("no place");
        }
    }
    nothing(wrong);
}

#[test]
fn raises_are_real_levels_and_say_why() {
    let mut wrong = Vec::new();
    for cause in causes() {
        for row in &cause.raises {
            let level = row.level.as_deref().unwrap_or("");
            if !LEVELS.contains(&level) {
                wrong.push(format!("causes/{}.toml raises: `{level}` is no level", cause.id));
            }
            if row.from.is_none() || row.why.is_none() {
                wrong.push(format!("causes/{}.toml raises {level}: no `from` or no `why`", cause.id));
            }
        }
        // The more urgent level needs the higher chance, or the lower one could never be reached.
        let rank = |row: &Row| LEVELS.iter().position(|level| Some(*level) == row.level.as_deref());
        for (one, other) in cause.raises.iter().flat_map(|one| cause.raises.iter().map(move |other| (one, other))) {
            if rank(one) > rank(other) && one.from <= other.from {
                wrong.push(format!(
                    "causes/{}.toml raises: {} from {:?} hides {}",
                    cause.id,
                    one.name(),
                    one.from,
                    other.name()
                ));
            }
        }
    }
    for row in file::<Rules>("triage/rules.toml").rule {
        if !LEVELS.contains(&row.level.as_deref().unwrap_or("")) || row.when.is_none() {
            wrong.push(format!("triage/rules.toml {}: no level or no condition", row.name()));
        }
    }
    for row in file::<Escalations>("triage/escalations.toml").escalation {
        let level = row.level.as_deref().is_some_and(|level| LEVELS.contains(&level));
        if !(row.effect.as_deref() == Some("raise") || level) {
            wrong.push(format!("triage/escalations.toml {}: no effect", row.name()));
        }
    }
    nothing(wrong);
}

/// A cause that can send somebody to hospital offers nothing that could do harm there, whichever gate is open.
#[test]
fn dangerous_causes_offer_no_exercise_no_massage_and_no_heat() {
    let shared = shared_lines();
    let words = care_words();
    let hands_on =
        ["massag", "hot water", "hot bath", "hot pack", "heat pack", "warm pack", "warm bath", "foam roll", "stretch"];
    let mut wrong = Vec::new();
    for cause in causes() {
        let urgent = |row: &Row| row.level.as_deref().is_some_and(|level| LEVELS[2..].contains(&level));
        if !cause.raises.iter().any(urgent) {
            continue;
        }
        for row in &cause.care {
            let text =
                words.get(&format!("care.{}.{}", cause.id, row.name())).map_or("", String::as_str).to_lowercase();
            let self_care = ["self-care", "prevention"].contains(&row.section());
            if row.section() == "exercise" || (self_care && hands_on.iter().any(|word| text.contains(word))) {
                wrong.push(format!("causes/{}.toml care {}: {} {text}", cause.id, row.name(), row.section()));
            }
        }
        for id in &cause.shared {
            let exercise = shared.iter().any(|row| row.name() == id && row.section() == "exercise");
            if exercise || id == "warmth" {
                wrong.push(format!("causes/{}.toml shared {id}", cause.id));
            }
        }
    }
    nothing(wrong);
}

/// The words of the lines of advice, by key.
fn care_words() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text/en")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the language pack") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("text");
            let lines = text.lines().filter(|line| line.starts_with("care."));
            words.extend(
                lines.filter_map(|line| line.split_once(" = ")).map(|(key, text)| (key.to_owned(), text.to_owned())),
            );
        }
    }
    assert!(!words.is_empty(), "no words of advice");
    words
}

#[test]
fn every_exercise_is_withheld_while_a_danger_is_open() {
    let mut wrong = Vec::new();
    let mut check = |place: &str, row: &Row| {
        let open: Vec<&str> =
            EXERCISE_GATES.into_iter().filter(|gate| !row.withheld_if.iter().any(|own| own == gate)).collect();
        if row.section() == "exercise" && !open.is_empty() {
            wrong.push(format!("{place} {}: not withheld by {open:?}", row.name()));
        }
    };
    for cause in causes() {
        cause.care.iter().for_each(|row| check(&format!("causes/{}.toml", cause.id), row));
    }
    shared_lines().iter().for_each(|row| check("care.toml", row));
    nothing(wrong);
}

#[test]
fn every_source_has_a_title_and_can_be_found_or_says_why_not() {
    let mut wrong = Vec::new();
    for (key, source) in sources() {
        if source.title.trim().is_empty() {
            wrong.push(format!("{key}: no title"));
        }
        let found = source.url.is_some() || source.doi.is_some() || source.pmid.is_some();
        if !found && !source.unverified && source.note.is_none() {
            wrong.push(format!("{key}: no url, doi or pmid, and neither `unverified` nor a note"));
        }
    }
    nothing(wrong);
}

#[test]
fn groups_are_small_enough_and_no_fact_stands_in_two() {
    let mut wrong = Vec::new();
    let mut seen = BTreeMap::new();
    for group in file::<Groups>("groups.toml").group {
        if group.members.len() > 32 || group.members.len() < 2 || group.why.is_empty() {
            wrong.push(format!("groups.toml {}: {} members", group.id, group.members.len()));
        }
        for member in group.members {
            let known = FindingId::from_slug(&member).is_some()
                || TestId::from_slug(&member).is_some()
                || RegionId::from_slug(&member).is_some()
                || AreaId::from_slug(&member).is_some();
            if !known {
                wrong.push(format!("groups.toml {}: {member} does not exist", group.id));
            }
            if let Some(other) = seen.insert(member.clone(), group.id.clone()) {
                wrong.push(format!("groups.toml: {member} stands in {other} and {}", group.id));
            }
        }
    }
    nothing(wrong);
}
