//! Reading age: every screen can be read by somebody of about eleven. The measure is a smoke alarm and no judge: it counts
//! syllables and knows nothing of meaning.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::Path;

/// The highest grade of a screen, in years of school.
const GRADE: f64 = 6.0;
/// The same where a name forces long words.
const GRADE_OF_NAMES: f64 = 8.0;
/// The mean length of sentences on a screen, in words.
const MEAN: f64 = 15.0;

/// Screens that may be harder, and the name that forces it.
const HARDER: [(&str, &str); 1] =
    [("rule.esc-pregnancy-urgent", "pregnancy, maternity unit, emergency number: no plainer words for them are safe")];

fn words() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text/en")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("text");
            let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
            words.extend(lines.map(|(key, value)| (key.to_owned(), value.to_owned())));
        }
    }
    words
}

/// The screen, card or page on which the words of a key are read; none for names that stand alone: places, structures,
/// countries, and the name of the app.
fn screen(key: &str) -> Option<String> {
    let parts: Vec<&str> = key.split('.').collect();
    let at = |index: usize| parts.get(index).copied().unwrap_or_default();
    Some(match (at(0), at(1)) {
        ("region" | "area" | "structure" | "country", _) | ("ui", "name") => return None,
        // The question of a single finding stands on one screen with others; what follows from it in lists of reasons.
        ("finding" | "test", _) if ["fact", "no"].contains(parts.last().expect("a key")) => "reasons".into(),
        ("finding", _) => if parts.last() == Some(&"ask") { "more" } else { "questions" }.into(),
        ("question", _) => "questions".into(),
        // A cause and its own lines of advice are one card.
        ("cause", slug) => format!("cause.{slug}"),
        ("care", slug) if parts.len() > 2 && !["name", "how", "dose"].contains(&at(2)) => format!("cause.{slug}"),
        ("care", _) => "care".into(),
        ("ui", "map" | "safety" | "more" | "tests" | "timer") => at(1).into(),
        ("ui", "quality" | "sources" | "guide") => format!("page.{}", at(1)),
        ("ui", "take" | "kept" | "since") => "take".into(),
        ("ui", "result" | "care" | "course" | "fact" | "weight" | "basis" | "strength" | "of-hundred") => {
            "result".into()
        }
        ("ui", "cause") => "result".into(),
        ("ui", _) => "frame".into(),
        ("safety", _) => "safety".into(),
        ("gate" | "clash", _) => at(0).into(),
        (room, name) => format!("{room}.{name}"),
    })
}

/// Sentences, words and syllables.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    sentences: u32,
    words: u32,
    syllables: u32,
}

impl Count {
    fn add(&mut self, text: &str) {
        let mut in_sentence = false;
        for word in text.split(|c: char| c.is_whitespace() || "–-/".contains(c)) {
            if word.chars().any(char::is_alphanumeric) {
                self.words += 1;
                self.syllables += syllables(word);
                in_sentence = true;
            }
            if in_sentence && word.trim_end_matches(['”', '"', ')']).ends_with(['.', '!', '?', ':', ';']) {
                self.sentences += 1;
                in_sentence = false;
            }
        }
        self.sentences += u32::from(in_sentence);
    }

    /// The grade of Flesch and Kincaid: Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for
    /// Navy enlisted personnel, Naval Technical Training Command, Research Branch Report 8-75, 1975.
    fn grade(self) -> f64 {
        0.39 * self.mean() + 11.8 * f64::from(self.syllables) / f64::from(self.words) - 15.59
    }

    fn mean(self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences)
    }
}

/// Groups of vowels, without an e that is not spoken.
fn syllables(word: &str) -> u32 {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        let vowel = "aeiouy".contains(letter);
        count += u32::from(vowel && !before);
        before = vowel;
    }
    let silent = (word.ends_with('e') && !word.ends_with("le"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"))
        || (word.ends_with("es")
            && !["ses", "ces", "ges", "xes", "zes", "ches", "shes"].iter().any(|end| word.ends_with(end)));
    (count - u32::from(silent && count > 1)).max(1)
}

#[test]
fn syllables_are_those_that_are_spoken() {
    let known =
        [("hip", 1), ("buttock", 2), ("table", 2), ("moved", 1), ("started", 2), ("makes", 1), ("emergency", 4)];
    for (word, count) in known {
        assert_eq!(syllables(word), count, "{word}");
    }
    let mut text = Count::default();
    text.add("The cat sat on the mat. It was warm: why?");
    assert_eq!((text.sentences, text.words, text.syllables), (3, 10, 10));
    // The report's own kind of text, long words and long sentences, must come out hard.
    let mut hard = Count::default();
    hard.add("Individuals experiencing radiculopathy should consider consultation with an appropriately qualified professional.");
    assert!(hard.grade() > 15.0, "{}", hard.grade());
}

#[test]
fn every_screen_is_easy_to_read() {
    let mut screens: BTreeMap<String, Count> = BTreeMap::new();
    for (key, value) in words() {
        if let Some(screen) = screen(&key) {
            screens.entry(screen).or_default().add(&value);
        }
    }
    assert!(screens.len() > 100, "only {} screens", screens.len());
    let mut faults = Vec::new();
    let mut hardest = (0.0, String::new());
    for (screen, count) in &screens {
        let harder = HARDER.iter().any(|(name, _)| name == screen);
        let limit = if harder { GRADE_OF_NAMES } else { GRADE };
        let (grade, mean) = (count.grade(), count.mean());
        if grade > limit || mean > MEAN {
            faults.push(format!("{screen}: grade {grade:.1} of {limit}, {mean:.1} words a sentence"));
        }
        if grade > hardest.0 && !harder {
            hardest = (grade, screen.clone());
        }
    }
    assert!(faults.is_empty(), "hard to read:\n{}", faults.join("\n"));
    println!("{} screens; the hardest is {} with grade {:.1}", screens.len(), hardest.1, hardest.0);
    // An exception that is not needed hides the next one that is.
    for (name, _) in HARDER {
        assert!(screens.get(name).is_some_and(|count| count.grade() > GRADE), "{name} needs no exception");
    }
}
