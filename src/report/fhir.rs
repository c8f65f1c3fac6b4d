//! What a person said, as a FHIR R4 `QuestionnaireResponse`, and the `Questionnaire` that it answers.
//!
//! Items are named by the vocabulary. Findings and self-tests are booleans; what was not said is absent. The program writes
//! responses; the questionnaire, with the words of its questions, is written once by the build.

use super::json::Json;
use crate::case::{Answer, Case, Marks, Place, Sex, bit, qualities};
use crate::vocabulary::{FindingId, TestId};

/// The canonical name of the questionnaire: a name of our own, since it has no home on the web.
pub const CANONICAL: &str = "urn:uuid:8d0f2c0e-6d0b-5c55-9a3e-0a5f9c1e7b42";
/// The version of the questionnaire: the second asks what single places are like.
pub const VERSION: &str = "2";

/// Writes the response. `authored`: the day it is made on, `YYYY-MM-DD`; `finished`: every core question was gone through.
pub fn response(case: &Case, marks: &Marks, authored: &str, finished: bool) -> String {
    let mut out = Json::default();
    out.put(&["{\"resourceType\":\"QuestionnaireResponse\",\"questionnaire\":\"", CANONICAL, "|", VERSION]);
    let status = if finished { "completed" } else { "in-progress" };
    out.put(&["\",\"status\":\"", status, "\",\"authored\":\"", authored, "\",\"item\":["]);
    let mut places = Json::default();
    for place in case.places.iter() {
        places.next();
        places.put(&["{\"valueCoding\":{\"code\":\"", &place.key(), "\"}"]);
        let mark = marks.get(place);
        let (mut own, mut feels) = (Json::default(), Json::default());
        if let Some(points) = mark.strength {
            own.answer("strength", "Integer", &points.to_string());
        }
        for id in qualities().filter(|&id| mark.qualities & bit(id) != 0) {
            feels.next();
            feels.put(&["{\"valueCoding\":{\"code\":\"", id.slug(), "\"}}"]);
        }
        if !feels.0.is_empty() {
            own.answers("qualities", &feels.0);
        }
        if !own.0.is_empty() {
            places.put(&[",\"item\":[", &own.0, "]"]);
        }
        places.put(&["}"]);
    }
    if !places.0.is_empty() {
        out.answers("places", &places.0);
    }
    for (name, end) in ["path-start", "path-end"].into_iter().zip(marks.path) {
        if let Some(place) = end {
            out.answer(name, "Coding", &["{\"code\":\"", &place.key(), "\"}"].concat());
        }
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
    // FHIR knows no empty list: where nothing was said, there is none.
    const EMPTY: &str = ",\"item\":[";
    if out.0.ends_with(EMPTY) {
        out.0.truncate(out.0.len() - EMPTY.len());
    } else {
        out.0.push(']');
    }
    out.0.push('}');
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
    let (mut own, mut feels) = (Json::default(), Json::default());
    for id in qualities() {
        feels.next();
        feels.put(&["{\"valueCoding\":{\"code\":\"", id.slug(), "\",\"display\":"]);
        feels.text(&words(&["finding.", id.slug()].concat()));
        feels.put(&["}}"]);
    }
    own.question("strength", "integer", &words("ui.mark.strength"), "");
    own.question("qualities", "choice", &words("ui.mark.qualities"), &choice(&feels.0, ",\"repeats\":true"));
    let own = [",\"repeats\":true,\"item\":[", &own.0, "]"].concat();
    out.question("places", "choice", &words("ui.map.title"), &choice(&places.0, &own));
    for name in ["path-start", "path-end"] {
        out.question(name, "choice", &words(&["ui.mark.", name].concat()), &choice(&places.0, ""));
    }
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

impl Json {
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
    use crate::case::Mark;

    fn marks() -> Marks {
        let key = |key| Place::from_key(key).unwrap();
        let mut marks = Marks::default();
        marks.path = [Some(key("mid-buttock-left")), None];
        let own = ["quality-burning", "quality-numbness"].map(|slug| bit(FindingId::from_slug(slug).unwrap()));
        marks.set(Mark { place: key("sacrum"), strength: Some(4), qualities: own[0] | own[1] });
        marks
    }

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
        let response: serde_json::Value =
            serde_json::from_str(&response(&said(), &marks(), "2026-11-25", true)).unwrap();
        let items = response["item"].as_array().unwrap();
        let answer = |name: &str| items.iter().find(|item| item["linkId"] == name).map(|item| item["answer"].clone());
        assert_eq!(items.len(), 8);
        assert_eq!(response["status"], "completed");
        let nothing: serde_json::Value =
            serde_json::from_str(&super::response(&Case::default(), &Marks::default(), "2026-11-25", false)).unwrap();
        assert_eq!(nothing.get("item"), None);
        assert!(super::response(&said(), &marks(), "2026-11-25", false).contains("\"status\":\"in-progress\""));
        let places = answer("places").unwrap();
        assert_eq!(places.as_array().unwrap().len(), 2);
        assert_eq!(places[0]["valueCoding"]["code"], "sacrum");
        assert_eq!(places[0]["item"][0]["answer"][0]["valueInteger"], 4);
        assert_eq!(places[0]["item"][1]["answer"][1]["valueCoding"]["code"], "quality-numbness");
        assert_eq!(places[1].get("item"), None, "nothing was said of that place");
        assert_eq!(answer("path-start").unwrap()[0]["valueCoding"]["code"], "mid-buttock-left");
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
        let own = asked["item"].as_array().unwrap().iter();
        // What is asked of each place stands below the places.
        let below = own.clone().filter_map(|item| item["item"].as_array()).flatten();
        let names: Vec<&str> = own.chain(below).filter_map(|item| item["linkId"].as_str()).collect();
        let response: serde_json::Value =
            serde_json::from_str(&response(&said(), &marks(), "2026-11-25", true)).unwrap();
        let own = response["item"].as_array().unwrap().iter();
        let answers = own.clone().filter_map(|item| item["answer"].as_array()).flatten();
        let below: Vec<_> = answers.filter_map(|answer| answer["item"].as_array()).flatten().collect();
        assert_eq!(below.len(), 2);
        for item in own.chain(below) {
            assert!(names.contains(&item["linkId"].as_str().unwrap()), "{item}");
        }
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len());
    }
}
