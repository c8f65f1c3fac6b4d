//! The words: every key that the tables and the interface can ask for exists, and the text keeps the house rules.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use posterior::case::Place;
use posterior::knowledge::{self, Level, Section};
use posterior::vocabulary::{CauseId, FindingId, TestId};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All words of English with the file that holds them. A key that stands twice, or a line that is none, fails.
fn words() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut files = Vec::new();
    files_under(&root().join("assets/text/en"), "txt", &mut files);
    for path in files {
        let text = std::fs::read_to_string(&path).expect("text");
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, value) =
                line.split_once(" = ").unwrap_or_else(|| panic!("{}: no `key = value`: {line}", path.display()));
            let old = words.insert(key.to_owned(), value.to_owned());
            assert!(old.is_none(), "{}: {key} stands twice", path.display());
        }
    }
    words
}

/// Every key that data can ask for.
fn wanted() -> Vec<String> {
    let mut keys = Vec::new();
    let mut want = |key: String| keys.push(key);
    for id in FindingId::all() {
        let slug = id.slug();
        want(format!("finding.{slug}"));
        ["ask", "fact", "no"].iter().for_each(|form| want(format!("finding.{slug}.{form}")));
    }
    for id in TestId::all() {
        ["fact", "no"].iter().for_each(|form| want(format!("test.{}.{form}", id.slug())));
    }
    for row in knowledge::home_tests() {
        ["title", "step.1", "step.2", "ask"].iter().for_each(|form| want(format!("test.{}.{form}", row.id.slug())));
    }
    for place in Place::all() {
        want(match place {
            Place::Sided(region, side) => format!("region.{}.{}", region.slug(), side.slug()),
            Place::Midline(region) => format!("region.{}", region.slug()),
            Place::Area(area, side) => format!("area.{}.{}", area.slug(), side.slug()),
        });
    }
    let escalations = knowledge::escalations().iter().map(|row| row.id);
    for id in knowledge::red_flags().iter().map(|rule| rule.id).chain(escalations) {
        ["plain", "why", "action"].iter().for_each(|form| want(format!("rule.{id}.{form}")));
    }
    // Reasons of the engine itself ask for nothing beyond the level.
    for id in ["ranking", "safety-unanswered", "cannot-tell", "no-warning-signs"] {
        want(format!("rule.{id}.plain"));
    }
    for id in ["ranking", "safety-unanswered", "cannot-tell"] {
        want(format!("rule.{id}.why"));
    }
    for level in Level::ALL {
        ["title", "body", "look"].iter().for_each(|form| want(format!("level.{}.{form}", level.slug())));
    }
    knowledge::safety_questions().iter().for_each(|question| want(format!("safety.{}", question.id)));
    use posterior::reason::{DANGER_POSSIBLE, HISTORY_OPEN, SAFETY_OPEN};
    let stand_ins = [SAFETY_OPEN, HISTORY_OPEN, DANGER_POSSIBLE];
    knowledge::gates().iter().map(|gate| gate.id).chain(stand_ins).for_each(|id| want(format!("gate.{id}")));
    for question in knowledge::questions() {
        ["title", "why"].iter().for_each(|form| want(format!("question.{}.{form}", question.id)));
    }
    knowledge::clashes().iter().for_each(|clash| want(format!("clash.{}", clash.id)));
    knowledge::numbers().for_each(|row| want(format!("country.{}", row.code)));
    for id in CauseId::all() {
        let slug = id.slug();
        let forms = ["name", "medical", "summary", "why", "feels", "prognosis"];
        forms.iter().for_each(|form| want(format!("cause.{slug}.{form}")));
        contrasts(slug).iter().for_each(|other| want(format!("cause.{slug}.contrast.{other}")));
        (1..=knowledge::course(id).len()).for_each(|number| want(format!("cause.{slug}.phase.{number}")));
        for line in knowledge::care(id) {
            let key = format!("care.{}", knowledge::care_id(line.number));
            if line.section == Section::Exercise {
                ["name", "how", "dose"].iter().for_each(|form| want(format!("{key}.{form}")));
            } else {
                want(key);
            }
        }
    }
    keys
}

/// The causes that the file of this one names as easily taken for it.
fn contrasts(cause: &str) -> Vec<String> {
    let path = root().join("assets/knowledge/causes").join(format!("{cause}.toml"));
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).expect("a cause")).expect("TOML");
    let rows = file.get("contrast").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    rows.iter().map(|row| row["with"].as_str().expect("a cause").to_owned()).collect()
}

#[test]
fn every_key_that_the_data_can_ask_for_has_words() {
    let words = words();
    let missing: Vec<String> = wanted().into_iter().filter(|key| !words.contains_key(key)).collect();
    assert!(missing.is_empty(), "{} keys have no words: {missing:#?}", missing.len());
}

/// The drawings of home tests, by key.
fn drawings() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("assets/body/home-tests.txt")).expect("the drawings");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").expect("key = path")).map(|(key, d)| (key.into(), d.into())).collect()
}

#[test]
fn every_home_test_is_drawn_and_nothing_else_is() {
    let mut drawings = drawings();
    for row in knowledge::home_tests() {
        let take = |part: usize| drawings.remove(&format!("test.{}.figure.{part}", row.id.slug()));
        let paths: Vec<String> = (1..=3).map_while(take).collect();
        assert!(paths.len() >= 2, "{}: no furniture or no body", row.id.slug());
        assert!(paths.concat().len() <= 350, "{}: too long", row.id.slug());
        let known = |c: char| c.is_ascii_digit() || "MmLlHhVvQqCcAaZz -.".contains(c);
        assert!(paths.concat().chars().all(known), "{} holds more than paths", row.id.slug());
    }
    assert!(drawings.is_empty(), "{:?} draw nothing", drawings.keys());
}

#[test]
fn how_long_a_home_test_lasts_is_said_in_its_steps() {
    let file = std::fs::read_to_string(root().join("assets/knowledge/home-tests.toml")).expect("home tests");
    let file: toml::Table = toml::from_str(&file).expect("TOML");
    let words = words();
    let mut held = 0;
    for row in file["home_test"].as_array().expect("rows") {
        let id = row["id"].as_str().expect("an id");
        if let Some(seconds) = row.get("seconds").and_then(toml::Value::as_integer) {
            let mut steps = words.iter().filter(|(key, _)| key.starts_with(&format!("test.{id}.step.")));
            assert!(steps.any(|(_, step)| step.contains(&format!(" {seconds}"))), "{id}: no step says {seconds}");
            held += 1;
        }
    }
    assert!(held > 0);
}

#[test]
fn every_clinical_line_of_the_pack_is_asked_for() {
    let wanted = wanted();
    let clinical = ["care.", "cause.", "clash.", "country.", "gate.", "rule."];
    let spare: Vec<String> = words()
        .into_keys()
        .filter(|key| clinical.iter().any(|room| key.starts_with(room)) && !wanted.contains(key))
        .collect();
    assert!(spare.is_empty(), "words that nothing shows: {spare:#?}");
}

fn files_under(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_under(&path, ending, into);
        } else if path.extension().is_some_and(|ext| ext == ending) {
            into.push(path);
        }
    }
}

#[test]
fn every_key_that_the_interface_names_has_words() {
    let words = words();
    let mut files = Vec::new();
    files_under(&root().join("src/ui"), "rs", &mut files);
    files_under(&root().join("src/bin"), "rs", &mut files);
    let mut seen = 0;
    for path in files {
        let text = std::fs::read_to_string(&path).expect("source");
        for literal in text.split('"').skip(1).step_by(2).filter(|literal| literal.starts_with("ui.")) {
            // A key with a hole is filled in by the program; its stem must lead somewhere.
            let stem = literal.split('{').next().unwrap_or(literal);
            let open = stem != literal || literal.ends_with(['.', '-']);
            let found = words.contains_key(literal)
                || words.keys().any(|key| open && key.starts_with(stem))
                || words.contains_key(&format!("{literal}.one"));
            assert!(found, "{}: no words for {literal}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "the test read no keys");
}

/// Words that harm, frighten or say nothing to a lay person; see docs/safety.md.
const BANNED: [&str; 14] = [
    "degenerat",
    "damage",
    "wear and tear",
    "worn",
    "acute",
    "chronic",
    "%",
    "diagnosis of",
    "slipped disc",
    "crumbl",
    "permanent",
    "deadly",
    " kill",
    "paraly",
];

/// Where a banned word is the thing itself: the medical name that stands in brackets after the plain one.
const EXCEPTIONS: [&str; 1] = ["cause.degenerative-disc-disease.medical"];

#[test]
fn no_word_harms() {
    for (key, value) in words() {
        let text = value.to_lowercase();
        for banned in BANNED {
            assert!(!text.contains(banned) || EXCEPTIONS.contains(&key.as_str()), "{key} says `{banned}`: {value}");
        }
        if text.contains("bottom") {
            assert!(text.contains("around your bottom"), "{key}: `bottom` means the anus in health writing: {value}");
        }
    }
}

#[test]
fn sentences_are_short() {
    let words = words();
    let sentences: Vec<(usize, &String)> = words
        .iter()
        .filter(|(key, _)| !key.starts_with("source."))
        .flat_map(|(key, value)| {
            value.split(['.', '!', '?', ':', ';']).map(move |sentence| (sentence.split_whitespace().count(), key))
        })
        .filter(|&(count, _)| count > 0)
        .collect();
    let total: usize = sentences.iter().map(|(count, _)| count).sum();
    let mean = total as f64 / sentences.len() as f64;
    assert!(mean <= 15.0, "mean sentence length is {mean}");
    let long: Vec<_> = sentences.iter().filter(|(count, _)| *count > 28).collect();
    assert!(long.is_empty(), "sentences of more than 28 words: {long:?}");
}
