//! Which home tests are worth doing and safe for this person.
//!
//! A test is done with the body, so it asks for more than a line of advice does: every gate that it names must be *known*
//! to be open. An answer that the person was asked for and left open holds it back; a fact that the conversation never asks
//! for does not, or nobody would be offered anything.

use super::Assessment;
use super::advice::{HISTORY_OPEN, SAFETY_OPEN, first_closed, note, states};
use super::classify::risks;
use super::condition::{Known, Tri};
use super::next::most_telling;
use super::triage::{likely, safety_open};
use crate::case::{Answer, Case};
use crate::knowledge::{self, Fact, Gate, HomeTest, Level, questions, raises};
use crate::vocabulary::{FindingId, TestId};

/// Stands in for a gate at `urgent-same-day` and above, and while a dangerous cause has a real chance.
pub const DANGER_POSSIBLE: &str = "danger-possible";

/// More than this would be work.
const MOST: usize = 4;
/// Bits. A test that is expected to tell less is not worth the effort and the risk. Judgement: the first questions of
/// [`super::Assessment::next_questions`] are worth some hundredths of a bit.
const WORTH: f64 = 0.01;

/// The home tests for one person.
#[derive(Clone, Debug)]
pub struct HomeTests {
    /// The tests to offer, the most telling first, four at most. None of them has a result yet.
    pub offered: Vec<TestId>,
    /// The ids of the gates that withdrew a test that would be worth doing, or of what stands in for them; the words are
    /// under `gate.<id>`.
    pub withdrawn_by: Vec<&'static str>,
    /// Why each gate is not known to be open.
    closed: Vec<Option<&'static str>>,
}

impl HomeTests {
    /// Whether this person can do the test without a known risk, worth it or not.
    #[inline(never)]
    pub fn is_safe(&self, id: TestId) -> bool {
        row(id).is_some_and(|row| first_closed(&self.closed, row.unsafe_when).is_none())
    }
}

/// The tests that are worth doing and safe for this person. `asked_also`: what the person was asked one by one; left open there,
/// it holds tests back as an open core question does.
#[inline(never)]
pub fn home_tests(case: &Case, assessment: &Assessment, asked_also: &[FindingId]) -> HomeTests {
    let known = Known::new(case);
    let all = if assessment.triage.level >= Level::SameDay || danger_possible(assessment) {
        Some(DANGER_POSSIBLE)
    } else if safety_open(&known) {
        Some(SAFETY_OPEN)
    } else {
        None
    };
    let asked = as_asked(&known, asked_also);
    let closed = states(&|gate| all.or_else(|| not_known_open(&known, &asked, gate)));
    let mut tests = HomeTests { offered: Vec::new(), withdrawn_by: Vec::new(), closed };
    let mut open = Vec::new();
    for row in knowledge::home_tests() {
        if case.test(row.id) == Answer::Unknown {
            open.push(Fact::Test(row.id));
        }
    }
    for fact in most_telling(open, WORTH, assessment) {
        let Fact::Test(id) = fact else { continue };
        match row(id).and_then(|row| first_closed(&tests.closed, row.unsafe_when)) {
            None if tests.offered.len() < MOST => tests.offered.push(id),
            None => {}
            Some(by) => note(&mut tests.withdrawn_by, by),
        }
    }
    tests
}

#[inline(never)]
fn row(id: TestId) -> Option<&'static HomeTest> {
    knowledge::home_tests().iter().find(|row| row.id == id)
}

/// Whether a dangerous cause is likely enough to raise the level, also where a rule has raised it as far already: a crack in
/// bone that the ranking suspects closes no gate.
fn danger_possible(assessment: &Assessment) -> bool {
    let risks = risks(&assessment.evidence, &assessment.ranking, &assessment.constants);
    raises().iter().any(|row| likely(row, &risks))
}

/// The case with everything denied that the conversation asks nobody about.
fn as_asked(known: &Known, also: &[FindingId]) -> Known {
    let mut asked = [false; FindingId::COUNT];
    for &id in questions().iter().flat_map(|question| question.options).chain(also) {
        asked[id.index()] = true;
    }
    let mut case = known.case.clone();
    for id in FindingId::all() {
        if !asked[id.index()] && case.finding(id) == Answer::Unknown {
            case.set_finding(id, Answer::No);
        }
    }
    for id in TestId::all() {
        if case.test(id) == Answer::Unknown {
            case.set_test(id, Answer::No);
        }
    }
    Known { case }
}

/// Why the gate is not known to be open.
fn not_known_open(known: &Known, asked: &Known, gate: &'static Gate) -> Option<&'static str> {
    match (known.eval(gate.when), asked.eval(gate.when)) {
        (Tri::True, _) | (_, Tri::True) => Some(gate.id),
        (_, Tri::Unknown) => Some(HISTORY_OPEN),
        (_, Tri::False) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Duration, Place};
    use crate::knowledge::{gates, safety_questions};
    use crate::reason::assess;

    fn finding(slug: &str) -> FindingId {
        FindingId::from_slug(slug).expect(slug)
    }

    fn test(slug: &str) -> TestId {
        TestId::from_slug(slug).expect(slug)
    }

    /// A grown-up with months of pain in one buttock and down the leg, who answered every question.
    fn sound() -> Case {
        let mut case = Case::default();
        (case.age, case.severity) = (Some(35), Some(4));
        let safety = safety_questions().iter().flat_map(|question| question.findings);
        for &id in safety.chain(questions().iter().flat_map(|question| question.options)) {
            case.set_finding(id, Answer::No);
        }
        for id in ["onset-gradual-weeks", "worse-sitting", "quality-ache"] {
            case.set_finding(finding(id), Answer::Yes);
        }
        case.duration = Some(Duration::UnderTwelveWeeks);
        for key in ["mid-buttock-left", "back-thigh-left"] {
            case.places.set(Place::from_key(key).expect(key), true);
        }
        case
    }

    fn offered(case: &Case) -> Vec<&'static str> {
        home_tests(case, &assess(case), &[]).offered.iter().map(|id| id.slug()).collect()
    }

    fn withdrawn_by(case: &Case) -> Vec<&'static str> {
        home_tests(case, &assess(case), &[]).withdrawn_by
    }

    #[test]
    fn somebody_sound_is_offered_a_few_and_no_hop() {
        let tests = offered(&sound());
        assert!((1..=MOST).contains(&tests.len()), "{tests:?}");
        assert!(knowledge::home_tests().len() >= 10);
        assert!(row(test("test-hop")).is_none() && row(test("test-resisted-heel-dig")).is_none());
    }

    #[test]
    fn what_was_asked_one_by_one_and_left_open_holds_tests_back() {
        let case = sound();
        let asked = [finding("previous-stress-fracture"), finding("long-term-steroids-or-alcohol")];
        let tests = home_tests(&case, &assess(&case), &asked);
        assert!(tests.offered.len() < offered(&case).len(), "{:?}", tests.offered);
    }

    #[test]
    fn a_result_is_not_asked_for_again() {
        let mut case = sound();
        let first = home_tests(&case, &assess(&case), &[]).offered[0];
        case.set_test(first, Answer::No);
        assert!(!home_tests(&case, &assess(&case), &[]).offered.contains(&first));
    }

    #[test]
    fn a_warning_sign_withdraws_all() {
        let mut case = sound();
        case.set_finding(finding("saddle-numbness"), Answer::Yes);
        assert!(offered(&case).is_empty());
        assert_eq!(withdrawn_by(&case), [DANGER_POSSIBLE]);
        case.set_finding(finding("saddle-numbness"), Answer::Unknown);
        assert!(offered(&case).is_empty());
    }

    #[test]
    fn an_open_warning_sign_withdraws_all() {
        let mut case = sound();
        case.set_finding(finding("fever-or-chills"), Answer::Unknown);
        assert!(offered(&case).is_empty());
        assert_eq!(withdrawn_by(&case), [SAFETY_OPEN]);
    }

    #[test]
    fn what_was_asked_and_left_open_withdraws_and_what_nobody_is_asked_does_not() {
        let mut case = sound();
        assert_eq!(case.finding(finding("recent-im-injection")), Answer::Unknown);
        case.age = None;
        assert!(offered(&case).is_empty());
        assert!(withdrawn_by(&case).contains(&HISTORY_OPEN));
        let mut case = sound();
        case.set_finding(finding("osteoporosis-known"), Answer::Unknown);
        assert!(!offered(&case).contains(&"test-straight-leg-raise"));
    }

    #[test]
    fn each_gate_withdraws_what_names_it() {
        for (slug, gate) in [
            ("anticoagulants", "blood-thinners"),
            ("pregnancy-or-recent-birth", "pregnancy"),
            ("prior-hip-replacement", "hip-replacement"),
            ("osteoporosis-known", "weak-bones"),
            ("history-of-cancer", "possible-fracture"),
            ("quality-numbness", "numb-skin"),
        ] {
            let mut case = sound();
            case.set_finding(finding(slug), Answer::Yes);
            let tests = home_tests(&case, &assess(&case), &[]);
            let at = gates().iter().position(|own| own.id == gate).expect(gate);
            for row in knowledge::home_tests().iter().filter(|row| row.unsafe_when.holds(at)) {
                assert!(!tests.is_safe(row.id), "{slug} leaves {}", row.id.slug());
            }
        }
    }

    #[test]
    fn where_the_ranking_suspects_a_crack_nothing_is_offered() {
        let case = sound();
        let mut assessment = assess(&case);
        for slug in ["sacral-stress-fracture", "femoral-neck-stress-fracture"] {
            let suspected = |ranked: &&mut crate::reason::Ranked| ranked.cause.slug() == slug;
            assessment.ranking.iter_mut().find(suspected).expect(slug).score += 40_000;
            let tests = home_tests(&case, &assessment, &[]);
            assert!(tests.offered.is_empty(), "{:?}", tests.offered);
            assert!(knowledge::home_tests().iter().all(|row| !tests.is_safe(row.id)));
            assessment = assess(&case);
        }
    }
}
