//! What a person said, as a FHIR R4 `QuestionnaireResponse`, and the `Questionnaire` that it answers.
//!
//! Items are named by the vocabulary. Findings and self-tests are booleans; what was not said is absent. The program writes
//! responses; the questionnaire, with the words of its questions, is written once by the build.

use crate::case::{Answer, Case, Place, Sex};
use crate::vocabulary::{FindingId, TestId};

/// The canonical name of the questionnaire: a name of our own, since it has no home on the web.
pub const CANONICAL: &str = "urn:uuid:8d0f2c0e-6d0b-5c55-9a3e-0a5f9c1e7b42";
/// The version of the questionnaire: that of the vocabulary in links.
pub const VERSION: &str = "1";

/// Writes the response. `authored`: the day it is made on, `YYYY-MM-DD`; `finished`: every core question was gone through.
pub fn response(case: &Case, authored: &str, finished: bool) -> String {
    let mut out = Json::default();
    out.put(&["{\"resourceType\":\"QuestionnaireResponse\",\"questionnaire\":\"", CANONICAL, "|", VERSION]);
    let status = if finished { "completed" } else { "in-progress" };
    out.put(&["\",\"status\":\"", status, "\",\"authored\":\"", authored, "\",\"item\":["]);
    let mut places = Json::default();
    for place in case.places.iter() {
        places.next();
        places.put(&["{\"valueCoding\":{\"code\":\"", &place.key(), "\"}}"]);
    }
    if !places.0.is_empty() {
        out.answers("places", &places.0);
    }
    for (name, value) in [("age", case.age), ("severity", case.severity)] {
        if let Some(value) = value {
            out.answer(name, "Integer", &value.to_string());
        }
    }
    if let Some(sex) = case.sex {
        out.answer("sex", "Coding", if sex == Sex::Female { "{\"code\":\"F\"}" } else { "{\"code\":\"M\"}" });
    }
    for id in FindingId::all() {
        out.said(id.slug(), case.finding(id));
    }
    for id in TestId::all() {
        out.said(id.slug(), case.test(id));
    }
    out.0.push_str("]}");
    out.0
}

/// Writes the questionnaire; `words` gives the text of an item by its key in the language pack.
pub fn questionnaire(title: &str, words: &dyn Fn(&str) -> String) -> String {
    let mut out = Json::default();
    out.put(&["{\"resourceType\":\"Questionnaire\",\"url\":\"", CANONICAL, "\",\"version\":\"", VERSION]);
    out.put(&["\",\"name\":\"Posterior\",\"title\":"]);
    out.text(title);
    out.put(&[",\"status\":\"active\",\"subjectType\":[\"Patient\"],\"item\":["]);
    let mut places = Json::default();
    for place in Place::all() {
        places.next();
        places.put(&["{\"valueCoding\":{\"code\":\"", &place.key(), "\",\"display\":"]);
        places.text(&words(&place.words_key()));
        places.put(&["}}"]);
    }
    let sexes = "{\"valueCoding\":{\"code\":\"F\"}},{\"valueCoding\":{\"code\":\"M\"}}";
    let choice = |options: &str, more: &str| [more, ",\"answerOption\":[", options, "]"].concat();
    out.question("places", "choice", &words("ui.map.title"), &choice(&places.0, ",\"repeats\":true"));
    out.question("age", "integer", &words("question.age.title"), "");
    out.question("severity", "integer", &words("question.severity.title"), "");
    out.question("sex", "choice", &words("question.sex.title"), &choice(sexes, ""));
    for id in FindingId::all() {
        out.question(id.slug(), "boolean", &words(&["finding.", id.slug(), ".ask"].concat()), "");
    }
    for id in TestId::all() {
        out.question(id.slug(), "boolean", &words(&["test.", id.slug(), ".fact"].concat()), "");
    }
    out.put(&["]}"]);
    out.0
}

/// A JSON text that grows. Keys, ids and structure are ours; only [`Json::text`] takes words.
#[derive(Default)]
struct Json(String);

impl Json {
    #[inline(never)]
    fn put(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.0.push_str(part));
    }

    fn text(&mut self, words: &str) {
        self.0.push('"');
        for letter in words.chars() {
            if matches!(letter, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(if letter.is_control() { ' ' } else { letter });
        }
        self.0.push('"');
    }

    /// A comma before all but the first of a list.
    fn next(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('[') {
            self.0.push(',');
        }
    }

    fn answers(&mut self, name: &str, answers: &str) {
        self.next();
        self.put(&["{\"linkId\":\"", name, "\",\"answer\":[", answers, "]}"]);
    }

    #[inline(never)]
    fn answer(&mut self, name: &str, kind: &str, value: &str) {
        self.answers(name, &["{\"value", kind, "\":", value, "}"].concat());
    }

    fn said(&mut self, name: &str, answer: Answer) {
        match answer {
            Answer::Unknown => {}
            Answer::Yes => self.answer(name, "Boolean", "true"),
            Answer::No => self.answer(name, "Boolean", "false"),
        }
    }

    fn question(&mut self, name: &str, kind: &str, words: &str, more: &str) {
        self.next();
        self.put(&["{\"linkId\":\"", name, "\",\"type\":\"", kind, "\",\"text\":"]);
        self.text(words);
        self.put(&[more, "}"]);
    }
}

#[cfg(all(test, feature = "json", not(target_arch = "wasm32")))]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    fn said() -> Case {
        let mut case = Case::default();
        (case.age, case.severity, case.sex) = (Some(41), Some(6), Some(Sex::Male));
        for key in ["mid-buttock-left", "sacrum"] {
            case.places.set(Place::from_key(key).unwrap(), true);
        }
        case.set_finding(FindingId::from_slug("worse-sitting").unwrap(), Answer::Yes);
        case.set_finding(FindingId::from_slug("fever-or-chills").unwrap(), Answer::No);
        case.set_test(TestId::from_slug("test-slump").unwrap(), Answer::Yes);
        case
    }

    #[test]
    fn the_response_holds_what_was_said_and_no_more() {
        let response: serde_json::Value = serde_json::from_str(&response(&said(), "2026-11-25", true)).unwrap();
        let items = response["item"].as_array().unwrap();
        let answer = |name: &str| items.iter().find(|item| item["linkId"] == name).map(|item| item["answer"].clone());
        assert_eq!(items.len(), 7);
        assert_eq!(response["status"], "completed");
        assert!(super::response(&said(), "2026-11-25", false).contains("\"status\":\"in-progress\""));
        assert_eq!(answer("places").unwrap().as_array().unwrap().len(), 2);
        assert_eq!(answer("worse-sitting").unwrap()[0]["valueBoolean"], true);
        assert_eq!(answer("fever-or-chills").unwrap()[0]["valueBoolean"], false);
        assert_eq!(answer("test-slump").unwrap()[0]["valueBoolean"], true);
        assert_eq!(answer("age").unwrap()[0]["valueInteger"], 41);
        assert_eq!(answer("sex").unwrap()[0]["valueCoding"]["code"], "M");
        assert_eq!(answer("worse-standing"), None);
    }

    #[test]
    fn every_item_of_a_response_is_a_question() {
        let asked = questionnaire("A \"title\"\n\\", &|key| format!("{key}?"));
        let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
        let names: Vec<&str> = asked["item"].as_array().unwrap().iter().filter_map(|i| i["linkId"].as_str()).collect();
        let response: serde_json::Value = serde_json::from_str(&response(&said(), "2026-11-25", true)).unwrap();
        for item in response["item"].as_array().unwrap() {
            assert!(names.contains(&item["linkId"].as_str().unwrap()), "{item}");
        }
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len());
    }
}
