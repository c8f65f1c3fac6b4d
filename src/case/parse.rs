//! The contract's text form of a case: one JSON object.

use core::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Answer, Case, Duration, MAX_AGE, MAX_SEVERITY, Place, Sex};
use crate::vocabulary::{AreaId, FindingId, RegionId, TestId};

/// A case with the name that its file gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedCase {
    /// Any string, or absent.
    pub id: Option<String>,
    /// What the person reported.
    pub case: Case,
}

/// Why a text is no case: what is wrong and what is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseError {
    /// The case's id, where the text was clear enough to tell.
    pub id: Option<String>,
    /// One sentence for a person.
    pub message: String,
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CaseError {}

// Fields are read in two steps, so that a fault in one of them is named with the id of the case. The derived readers
// refuse a field that stands twice: which of the two was meant?
#[derive(Deserialize)]
struct Text<'a> {
    id: Option<Value>,
    age: Option<Value>,
    sex: Option<Value>,
    #[serde(borrow)]
    encoded: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Encoded {
    regions: Option<Vec<String>>,
    present: Option<Vec<String>>,
    absent: Option<Vec<String>>,
    self_tests: Option<Results>,
    severity: Option<Value>,
    duration: Option<String>,
}

/// The results of self-tests in the order of the text, repeats included.
struct Results(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Results {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Results;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of self-tests and their results")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Results, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Results(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

/// Derived readers also take a list for an object, field by field; the contract does not.
fn is_object(json: &str) -> bool {
    json.trim_start().starts_with('{')
}

/// Reads one case.
///
/// # Errors
///
/// When the text is not a JSON object, `encoded` is missing or misshapen, an id is not in the vocabulary, a side is
/// missing or not wanted, the severity is outside 0 to 10, the age outside 0 to 120, the sex neither `F` nor `M`, a test
/// neither `positive` nor `negative`, or a fact both present and absent.
pub fn parse(text: &str) -> Result<ParsedCase, CaseError> {
    let anonymous = |message: String| CaseError { id: None, message };
    let text: Text = match serde_json::from_str(text) {
        Ok(_) if !is_object(text) => return Err(anonymous("not a case; accepted is one JSON object".into())),
        Ok(text) => text,
        // Valid JSON of another shape deserves another sentence than broken JSON.
        Err(error) => match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => {
                return Err(anonymous(format!(
                    "not a case: {}; accepted is one JSON object, see the contract",
                    told(&error)
                )));
            }
            Err(_) => {
                return Err(anonymous(format!("not JSON: {}; accepted is one JSON object per line", told(&error))));
            }
        },
    };
    let id = match text.id {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id),
        Some(other) => return Err(anonymous(format!("id is {}; accepted is any string, or no id", shown(&other)))),
    };
    match read(text.age, text.sex, text.encoded) {
        Ok(case) => Ok(ParsedCase { id, case }),
        Err(message) => Err(CaseError { id, message }),
    }
}

fn read(age: Option<Value>, sex: Option<Value>, encoded: Option<&RawValue>) -> Result<Case, String> {
    let encoded = encoded.ok_or(
        "encoded is missing; accepted is an object with regions, present, absent, self_tests, severity, duration",
    )?;
    if !is_object(encoded.get()) {
        return Err(format!("encoded is {}; accepted is an object", cut(encoded.get())));
    }
    let encoded: Encoded = serde_json::from_str(encoded.get()).map_err(|error| {
        format!("encoded: {}; accepted are lists of ids for regions, present and absent, an object of results for self_tests, a number for severity and an id for duration", told(&error))
    })?;
    let mut case = Case {
        age: number("age", age, MAX_AGE)?,
        sex: read_sex(sex)?,
        severity: number("severity", encoded.severity, MAX_SEVERITY)?,
        ..Case::default()
    };
    for key in encoded.regions.unwrap_or_default() {
        let place = Place::from_key(&key).ok_or_else(|| place_error(&key))?;
        case.places.set(place, true);
    }
    if let Some(slug) = encoded.duration {
        let class = FindingId::from_slug(&slug).and_then(Duration::of);
        case.duration = Some(class.ok_or_else(|| {
            let names: Vec<_> = Duration::ALL.iter().map(|class| class.slug()).collect();
            format!("unknown duration \"{}\"; accepted: {}", cut(&slug), names.join(", "))
        })?);
    }
    for slug in encoded.present.unwrap_or_default() {
        let finding = finding(&slug)?;
        if let (Some(said), Some(also)) = (case.duration, Duration::of(finding))
            && said != also
        {
            return Err(format!("both \"{}\" and \"{slug}\"; accepted is one duration", said.slug()));
        }
        case.set_finding(finding, Answer::Yes);
    }
    for slug in encoded.absent.unwrap_or_default() {
        let finding = finding(&slug)?;
        if case.finding(finding) == Answer::Yes {
            return Err(format!("\"{slug}\" is both present and absent; accepted is one of them"));
        }
        case.set_finding(finding, Answer::No);
    }
    for (slug, result) in encoded.self_tests.map_or_else(Vec::new, |Results(pairs)| pairs) {
        let test = TestId::from_slug(&slug).ok_or_else(|| {
            format!("unknown self-test \"{}\"; accepted are the self_test ids of the vocabulary", cut(&slug))
        })?;
        let answer = match result.as_str() {
            "positive" => Answer::Yes,
            "negative" => Answer::No,
            _ => return Err(format!("self-test \"{slug}\" is \"{}\"; accepted: positive, negative", cut(&result))),
        };
        if !matches!(case.test(test), Answer::Unknown) && case.test(test) != answer {
            return Err(format!("self-test \"{slug}\" is both positive and negative; accepted is one of them"));
        }
        case.set_test(test, answer);
    }
    Ok(case)
}

fn finding(slug: &str) -> Result<FindingId, String> {
    FindingId::from_slug(slug)
        .ok_or_else(|| format!("unknown finding \"{}\"; accepted are the finding ids of the vocabulary", cut(slug)))
}

fn place_error(key: &str) -> String {
    let stem = key.strip_suffix("-left").or_else(|| key.strip_suffix("-right"));
    let known = |slug: &str| RegionId::from_slug(slug).is_some() || AreaId::from_slug(slug).is_some();
    match stem {
        None if known(key) => format!("side missing: \"{key}\"; accepted: \"{key}-left\", \"{key}-right\""),
        Some(stem) if known(stem) => format!("\"{key}\" lies on the midline; accepted: \"{stem}\""),
        _ => format!(
            "unknown region \"{}\"; accepted are the region and area ids of the vocabulary, sided ones with -left or -right",
            cut(key)
        ),
    }
}

fn number(name: &str, value: Option<Value>, max: u8) -> Result<Option<u8>, String> {
    let wrong = |value: &Value| format!("{name} is {}; accepted is a number from 0 to {max}, or null", shown(value));
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64() {
            // Half a year or half a point is no error in a person's words; the whole part counts.
            Some(number) if (0.0..=f64::from(max)).contains(&number) => Ok(Some(number as u8)),
            _ => Err(wrong(&value)),
        },
    }
}

fn read_sex(value: Option<Value>) -> Result<Option<Sex>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_str() {
            Some("F") => Ok(Some(Sex::Female)),
            Some("M") => Ok(Some(Sex::Male)),
            _ => Err(format!("sex is {}; accepted: \"F\", \"M\", null (sex at birth)", shown(&value))),
        },
    }
}

/// A value as it stood, cut short: an error line must not carry a book.
fn shown(value: &Value) -> String {
    cut(&value.to_string())
}

/// The reader's own sentence, which quotes what it read.
fn told(error: &serde_json::Error) -> String {
    cut_to(&error.to_string(), 160)
}

fn cut(text: &str) -> String {
    cut_to(text, 60)
}

fn cut_to(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest { text.to_owned() } else { text.chars().take(longest).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn error(text: &str) -> String {
        parse(text).expect_err("an error").message
    }

    #[test]
    fn the_example_of_the_contract_is_read() {
        let parsed = parse(
            r#"{"id": "ps-01", "age": 34, "sex": "F", "truth": "ignored",
                "encoded": {"regions": ["mid-buttock-left", "back-thigh-left"],
                "present": ["worse-sitting", "one-side"], "absent": ["fever-or-chills"],
                "self_tests": {"test-straight-leg-raise": "negative"}, "severity": 6, "duration": "duration-6-to-12-weeks"}}"#,
        )
        .unwrap();
        assert_eq!(parsed.id.as_deref(), Some("ps-01"));
        assert_eq!(parsed.case.severity, Some(6));
        assert_eq!(parsed.case.duration, Some(Duration::UnderTwelveWeeks));
        assert_eq!(parsed.case.places.iter().count(), 2);
    }

    #[test]
    fn each_fault_is_named_with_what_is_accepted() {
        assert!(error("").starts_with("not JSON"));
        assert!(error("{").starts_with("not JSON"));
        assert!(error("[1]").contains("accepted is one JSON object"));
        assert!(error(r#"{"encoded": {"self_tests": [1]}}"#).contains("an object of self-tests and their results"));
        assert!(error(r#"["a", 34, "F", {}]"#).contains("accepted is one JSON object"));
        assert!(error(r#"{"encoded": [["mid-buttock-left"]]}"#).contains("accepted is an object"));
        assert!(error(r#"{"encoded": {"present": ["limp"], "present": []}}"#).contains("duplicate field"));
        assert!(error(r#"{"encoded": {}, "encoded": {}}"#).contains("duplicate field"));
        let twice = r#"{"encoded": {"self_tests": {"test-slump": "positive", "test-slump": "negative"}}}"#;
        assert!(error(twice).contains("both positive and negative"));
        assert!(error(r#"{"id": 7, "encoded": {}}"#).contains("any string"));
        assert!(error(r#"{"id": "a"}"#).contains("encoded is missing"));
        assert!(error(r#"{"encoded": {"regions": ["low-back"]}}"#).contains("side missing"));
        assert!(error(r#"{"encoded": {"regions": ["sacrum-left"]}}"#).contains("midline"));
        assert!(error(r#"{"encoded": {"regions": ["elbow-left"]}}"#).contains("unknown region"));
        assert!(error(r#"{"encoded": {"present": ["sad"]}}"#).contains("unknown finding"));
        assert!(error(r#"{"encoded": {"present": ["limp"], "absent": ["limp"]}}"#).contains("both present and absent"));
        assert!(error(r#"{"encoded": {"severity": 11}}"#).contains("0 to 10"));
        assert!(error(r#"{"encoded": {"severity": -1}}"#).contains("0 to 10"));
        assert!(error(r#"{"age": 121, "encoded": {}}"#).contains("0 to 120"));
        assert!(error(r#"{"sex": "X", "encoded": {}}"#).contains("\"F\""));
        assert!(error(r#"{"encoded": {"duration": "a week"}}"#).contains("duration-under-24h"));
        assert!(error(r#"{"encoded": {"self_tests": {"test-slump": "maybe"}}}"#).contains("positive"));
        assert!(
            error(r#"{"encoded": {"duration": "duration-under-24h", "absent": ["duration-under-24h"]}}"#)
                .contains("both")
        );
    }

    #[test]
    fn an_error_line_does_not_carry_a_book() {
        let book = "a".repeat(100_000);
        for text in [
            format!(r#"{{"encoded": {{"present": ["{book}"]}}}}"#),
            format!(r#"{{"encoded": {{"regions": ["{book}"]}}}}"#),
            format!(r#"{{"encoded": {{"duration": "{book}"}}}}"#),
            format!(r#"{{"encoded": {{"self_tests": {{"{book}": "positive"}}}}}}"#),
            format!(r#"{{"encoded": {{"self_tests": {{"test-slump": "{book}"}}}}}}"#),
            format!(r#"{{"encoded": {{"present": "{book}"}}}}"#),
            format!(r#"{{"encoded": "{book}"}}"#),
            format!(r#"{{"age": "{book}", "encoded": {{}}}}"#),
            format!("\"{book}\""),
        ] {
            assert!(error(&text).len() < 400, "{}", error(&text).len());
        }
    }

    #[test]
    fn an_error_keeps_the_id() {
        let error = parse(r#"{"id": "k", "encoded": {"present": ["sad"]}}"#).unwrap_err();
        assert_eq!(error.id.as_deref(), Some("k"));
    }

    #[test]
    fn every_id_of_the_vocabulary_is_accepted() {
        for finding in FindingId::all() {
            parse(&format!(r#"{{"encoded": {{"present": ["{}"]}}}}"#, finding.slug())).unwrap();
            parse(&format!(r#"{{"encoded": {{"absent": ["{}"]}}}}"#, finding.slug())).unwrap();
        }
        for place in Place::all() {
            parse(&format!(r#"{{"encoded": {{"regions": ["{}"]}}}}"#, place.key())).unwrap();
        }
        for test in TestId::all() {
            parse(&format!(r#"{{"encoded": {{"self_tests": {{"{}": "positive"}}}}}}"#, test.slug())).unwrap();
        }
    }
}
