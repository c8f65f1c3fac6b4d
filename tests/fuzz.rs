//! Broken, odd and hostile texts: the parser gives a case or one sentence, the engine an assessment, and nothing panics.
//!
//! Starts from the development cases and changes them at random. Two seconds in a plain `cargo test`; `cargo xtask test
//! fuzz` takes a minute. `POSTERIOR_FUZZ_SECONDS` sets another time. Every run has another seed, which it prints;
//! `POSTERIOR_FUZZ_SEED` runs one again.

#![cfg(all(not(target_arch = "wasm32"), feature = "json"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime};

use posterior::case::{Place, parse};
use posterior::knowledge::Level;
use posterior::reason::{advice, assess};
use posterior::report;
use posterior::vocabulary::{CauseId, FindingId, TestId};
use serde_json::Value;

const CASES: [&str; 2] = [include_str!("cases/published.jsonl"), include_str!("cases/lay.jsonl")];

/// Bytes of an answer beyond the id, which is given back as it came: 63 causes with their chances.
const LONGEST_ANSWER: usize = 16 << 10;
/// The same with every fact for and against every cause.
const LONGEST_EXPLANATION: usize = 1 << 20;
/// The same of an error. Whatever the text holds, the sentence about it is short.
const LONGEST_ERROR: usize = 1 << 10;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Zero when there is nothing to choose from.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.roll() % end as u64) as usize }
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Mostly small, now and then very large.
    fn size(&mut self) -> usize {
        let largest = *self.one(&[4, 4, 16, 200, 2_000, 200_000]);
        self.below(largest)
    }
}

struct Fuzz {
    dice: Dice,
    cases: Vec<&'static str>,
    ids: Vec<String>,
}

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

impl Fuzz {
    fn text(&mut self) -> String {
        if self.dice.below(4) == 0 {
            return self.case();
        }
        let mut bytes = self.dice.one(&self.cases).as_bytes().to_vec();
        for _ in 0..=self.dice.below(4) {
            self.change(&mut bytes);
        }
        // The program answers what is not UTF-8 before it parses; tests/contract.rs shows it.
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let dice = &mut self.dice;
        let at = dice.below(bytes.len());
        let end = (at + dice.size()).min(bytes.len());
        match dice.below(9) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = dice.one(&self.cases).as_bytes();
                bytes.truncate(at);
                bytes.extend_from_slice(&other[dice.below(other.len())..]);
            }
            4 => {
                let deep = dice.one(&["[", "{\"encoded\":", "{\"a\":[", "\"", "(", "]"]).repeat(dice.size());
                bytes.splice(at..at, deep.bytes());
            }
            5 => {
                let long = dice.one(&["a", "é", "\\n", "-left", "9", " ", "😀"]).repeat(dice.size());
                bytes.splice(at..at, long.bytes());
            }
            6 => {
                let odd = dice.one(&ODD).bytes();
                bytes.splice(at..at, odd);
            }
            7 => {
                // After a brace or a colon it is a value or a key, and not only noise.
                let places: Vec<usize> = (0..bytes.len()).filter(|&at| b"{:[,".contains(&bytes[at])).collect();
                let at = places.get(dice.below(places.len())).map_or(0, |at| at + 1);
                let odd = dice.one(&ODD).bytes();
                bytes.splice(at..at, odd);
            }
            _ => {
                // One quoted word becomes an id of the vocabulary.
                let quotes: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'"').collect();
                let pair = dice.below(quotes.len() / 2) * 2;
                if let Some(&[from, to]) = quotes.get(pair..pair + 2) {
                    let id = dice.one(&self.ids).bytes();
                    bytes.splice(from + 1..to, id);
                }
            }
        }
    }

    /// A case of random ids, well formed, though not always consistent.
    fn case(&mut self) -> String {
        let dice = &mut self.dice;
        let findings: Vec<String> = FindingId::all().map(|id| id.slug().to_owned()).collect();
        let places: Vec<String> = Place::all().map(Place::key).collect();
        let mut some =
            |list: &[String]| -> Vec<String> { (0..dice.size().min(90)).map(|_| dice.one(list).clone()).collect() };
        let (regions, present, mut absent) = (some(&places), some(&findings), some(&findings));
        absent.retain(|id| !present.contains(id) || dice.below(20) == 0);
        let test = TestId::new(dice.below(TestId::COUNT)).expect("a test").slug();
        format!(
            r#"{{"id": "{}", "age": {}, "sex": "{}", "encoded": {{"regions": {regions:?}, "present": {present:?}, "absent": {absent:?}, "self_tests": {{"{test}": "{}"}}, "severity": {}}}}}"#,
            "i".repeat(dice.size()),
            dice.below(125),
            dice.one(&["F", "M", "F", "M", "X"]),
            dice.one(&["positive", "negative", "negative", "?"]),
            dice.below(11),
        )
    }
}

/// What holds for every text; true when it was a case. What is slow to look at is looked at when `thorough`.
fn check(text: &str, thorough: bool) -> bool {
    let id_bytes = |id: &Option<String>| id.as_deref().map_or(0, |id| serde_json::to_string(id).unwrap().len());
    let is_line =
        |line: &str| !line.contains('\n') && serde_json::from_str::<Value>(line).is_ok_and(|line| line.is_object());
    match parse(text) {
        Err(error) => {
            let line = report::error(1, &error);
            assert!(is_line(&line) && !error.message.is_empty());
            assert!(line.len() <= LONGEST_ERROR + id_bytes(&error.id), "an error of {} bytes: {line:.200}", line.len());
            false
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
            true
        }
    }
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn no_text_stops_it() {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64);
    let seed = from_environment("POSTERIOR_FUZZ_SEED").unwrap_or(now);
    let time = Duration::from_secs(from_environment("POSTERIOR_FUZZ_SECONDS").unwrap_or(2));
    println!("POSTERIOR_FUZZ_SEED={seed}");
    let findings = FindingId::all().map(|id| id.slug().to_owned());
    let tests = TestId::all().map(|id| id.slug().to_owned());
    let mut fuzz = Fuzz {
        dice: Dice(seed),
        cases: CASES.iter().flat_map(|file| file.lines()).collect(),
        ids: findings.chain(tests).chain(Place::all().map(Place::key)).collect(),
    };
    let started = Instant::now();
    let (mut texts, mut cases) = (0_u64, 0_u64);
    while started.elapsed() < time {
        let text = fuzz.text();
        match catch_unwind(AssertUnwindSafe(|| check(&text, texts % 8 == 0))) {
            Ok(is_case) => cases += u64::from(is_case),
            Err(_) => panic!("POSTERIOR_FUZZ_SEED={seed} stops at text {texts}, {} bytes: {text:.4000}", text.len()),
        }
        texts += 1;
    }
    println!("{texts} texts, {cases} of them cases");
    // Texts that are all refused at the first byte would prove little.
    assert!(texts < 200 || cases * 20 > texts, "only {cases} of {texts} texts were cases");
}
