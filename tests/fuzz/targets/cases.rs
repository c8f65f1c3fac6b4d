//! Cases as JSON: the parser gives a case or one sentence, the engine an assessment.

use posterior::case::{Place, parse};
use posterior::knowledge::Level;
use posterior::reason::{advice, assess};
use posterior::report;
use posterior::vocabulary::{CauseId, FindingId, TestId};
use serde_json::Value;

use super::Target;
use crate::change::{Makings, changed, size};
use crate::dice::Dice;

/// Bytes of an answer beyond the id, which is given back as it came: 63 causes with their chances.
const LONGEST_ANSWER: usize = 16 << 10;
/// The same with every fact for and against every cause.
const LONGEST_EXPLANATION: usize = 1 << 20;
/// The same of an error. Whatever the text holds, the sentence about it is short.
const LONGEST_ERROR: usize = 1 << 10;

/// Numbers, words and pieces of JSON that readers trip over.
const ODD: [&str; 26] = [
    "1e999",
    "-1e999",
    "-0",
    "0.1e-400",
    "99999999999999999999999",
    "10.9999999999999999999",
    "120.5",
    "NaN",
    "01",
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "[null]",
    "{\"a\":1}",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\u{feff}",
    "\u{202e}",
    ",",
    "\\",
    "\"encoded\":{},",
    "\"id\":{\"id\":[]},",
    "\"self_tests\":{\"test-slump\":\"positive\",\"test-slump\":\"negative\"},",
    "\"present\":[\"limp\"],\"absent\":[\"limp\"],",
];

pub struct Cases {
    good: Vec<&'static str>,
    findings: Vec<&'static str>,
    places: Vec<String>,
    ids: Vec<String>,
}

impl Cases {
    pub fn new() -> Self {
        let files = [include_str!("../../cases/published.jsonl"), include_str!("../../cases/lay.jsonl")];
        let findings: Vec<&str> = FindingId::all().map(FindingId::slug).collect();
        let places: Vec<String> = Place::all().map(Place::key).collect();
        let tests = TestId::all().map(|id| id.slug().to_owned());
        let ids = findings.iter().map(|&id| id.to_owned()).chain(tests).chain(places.clone()).collect();
        Cases { good: files.iter().flat_map(|file| file.lines()).collect(), findings, places, ids }
    }

    /// A case of random ids, well formed, though not always consistent.
    fn case(&self, dice: &Dice) -> String {
        let some = |list: &[&'static str]| -> Vec<&str> { (0..size(dice).min(90)).map(|_| *dice.one(list)).collect() };
        let places: Vec<&String> = (0..size(dice).min(90)).map(|_| dice.one(&self.places)).collect();
        let (present, mut absent) = (some(&self.findings), some(&self.findings));
        absent.retain(|id| !present.contains(id) || dice.below(20) == 0);
        let test = TestId::new(dice.below(TestId::COUNT)).expect("a test").slug();
        format!(
            r#"{{"id": "{}", "age": {}, "sex": "{}", "encoded": {{"regions": {places:?}, "present": {present:?}, "absent": {absent:?}, "self_tests": {{"{test}": "{}"}}, "severity": {}}}}}"#,
            "i".repeat(size(dice)),
            dice.below(125),
            dice.one(&["F", "M", "F", "M", "X"]),
            dice.one(&["positive", "negative", "negative", "?"]),
            dice.below(11),
        )
    }

    /// One quoted word becomes an id of the vocabulary.
    fn with_another_id(&self, text: &str, dice: &Dice) -> String {
        let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let pair = dice.below(quotes.len() / 2) * 2;
        match quotes.get(pair..pair + 2) {
            Some(&[from, to]) => [&text[..=from], dice.one(self.ids.as_slice()).as_str(), &text[to..]].concat(),
            _ => text.to_owned(),
        }
    }
}

impl Target for Cases {
    fn name(&self) -> &'static str {
        "cases"
    }

    fn text(&self, dice: &Dice) -> String {
        let good = dice.one(&self.good);
        match dice.below(5) {
            0 => self.case(dice),
            1 => self.with_another_id(good, dice),
            _ => {
                let makings = Makings {
                    good: &self.good,
                    deep: &["[", "{\"encoded\":", "{\"a\":[", "\"", "(", "]"],
                    long: &["a", "é", "\\n", "-left", "9", " ", "😀"],
                    odd: &ODD,
                    seams: b"{:[,",
                };
                changed(good, &makings, dice)
            }
        }
    }

    fn read(&self, text: &str) -> bool {
        parse(text).is_ok()
    }

    fn check(&self, text: &str, thorough: bool) {
        let id_bytes = |id: &Option<String>| id.as_deref().map_or(0, |id| serde_json::to_string(id).unwrap().len());
        let is_line =
            |line: &str| !line.contains('\n') && serde_json::from_str::<Value>(line).is_ok_and(|line| line.is_object());
        match parse(text) {
            Err(error) => {
                let line = report::error(1, &error);
                assert!(is_line(&line) && !error.message.is_empty());
                assert!(
                    line.len() <= LONGEST_ERROR + id_bytes(&error.id),
                    "an error of {} bytes: {line:.200}",
                    line.len()
                );
            }
            Ok(parsed) => {
                let assessment = assess(&parsed.case);
                let sum: u32 = assessment.ranking.iter().map(|ranked| ranked.probability_ppm).sum();
                assert_eq!((assessment.ranking.len(), sum), (CauseId::COUNT, 1_000_000));
                for (explain, longest) in [(thorough, LONGEST_EXPLANATION), (false, LONGEST_ANSWER)] {
                    let line = report::assessment(parsed.id.as_deref(), &assessment, explain);
                    assert!(is_line(&line));
                    assert!(line.len() <= longest + id_bytes(&parsed.id), "an answer of {} bytes", line.len());
                }
                for cause in CauseId::all().filter(|_| thorough) {
                    let advice = advice(&parsed.case, &assessment, cause);
                    assert!(assessment.triage.level < Level::SameDay || advice.lines.is_empty());
                }
            }
        }
    }
}
