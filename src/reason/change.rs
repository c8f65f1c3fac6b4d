//! What would change this: the smallest sets of one to three answers that change the first place or the urgency.

use super::condition::Known;
use super::next::by_worth;
use super::order::{descending, order_by};
use super::{Assessment, judge};
use crate::case::{Answer, Case, Duration};
use crate::knowledge::{Fact, Level, column, group};
use crate::vocabulary::{CauseId, FindingId};

/// How many questions are tried, the most telling first. An engine call is some 50 µs natively and four times that in the
/// browser: both answers of these, five durations, and the sets below are 85 calls at most.
const QUESTIONS: usize = 20;
/// Causes that may take the first place by several answers.
const RIVALS: usize = 4;
/// Answers that are combined for each rival: those that bring it closest. Four make six pairs and four triples.
const COMBINED: usize = 4;
/// Of changes with the same effect no more than this are told: ten ways to an emergency are no news.
const SAME_EFFECT: usize = 2;
/// How many changes are told in all.
const MOST: usize = 6;

/// A few answers that would change what comes out, and what they would change. None of its parts does so alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the person would have to say, in the order of the vocabulary. A class of duration is what the duration would
    /// have to become.
    pub answers: Vec<(FindingId, Answer)>,
    /// The cause that would be in first place instead, if another would.
    pub first: Option<CauseId>,
    /// How soon to be seen, if that would be another level.
    pub level: Option<Level>,
    /// How probable these answers are under the present ranking, in parts per million.
    pub chance_ppm: u32,
}

/// An answer that changes nothing alone, with what it does to the scores in the order of the causes.
struct Weak {
    answer: (FindingId, Answer),
    scores: [i32; CauseId::COUNT],
}

impl Assessment {
    /// What would change the first place or the urgency, most plausible first. `case` is the case that was assessed.
    ///
    /// Every change was tried: it is applied to the case and the engine asked again. Both answers to the most telling questions
    /// are tried alone, and the passing of time to the next class of duration. Of answers that change nothing alone, those that
    /// bring a rival closest to the first place are tried in twos and threes. Two answers of one group of correlated facts
    /// are never combined: together they would count, and be as probable, as one.
    pub fn changes(&self, case: &Case) -> Vec<Change> {
        let known = Known::new(case);
        let mut found = Vec::new();
        let mut weak = Vec::new();
        for answer in self.single(case, &known) {
            weak.extend(self.attempt(case, &[answer], &mut found).map(|scores| Weak { answer, scores }));
        }
        let now = scores(self);
        let first = self.ranking.first().map_or(0, |first| first.cause.index());
        for rival in self.ranking.iter().skip(1).take(RIVALS).map(|ranked| ranked.cause.index()) {
            let closer = |weak: &Weak| (weak.scores[rival] - weak.scores[first]) - (now[rival] - now[first]);
            let mut order: Vec<(i32, (FindingId, Answer))> =
                weak.iter().map(|weak| (closer(weak), weak.answer)).filter(|&(closer, _)| closer > 0).collect();
            order_by(&mut order, |&(closer, _)| descending(closer));
            let best: Vec<_> = order.into_iter().map(|(_, answer)| answer).take(COMBINED).collect();
            let count = best.len();
            for a in 0..count {
                for b in 0..a {
                    self.attempt(case, &[best[b], best[a]], &mut found);
                }
            }
            // Only now: every pair is known, so that no triple is found that holds one.
            for a in 0..count {
                for b in 0..a {
                    for c in 0..b {
                        self.attempt(case, &[best[c], best[b], best[a]], &mut found);
                    }
                }
            }
        }
        order_by(&mut found, |change| descending(change.chance_ppm as i32));
        let mut told: Vec<Change> = Vec::new();
        for change in found {
            let same = told.iter().filter(|own| (own.first, own.level) == (change.first, change.level)).count();
            if same < SAME_EFFECT && told.len() < MOST {
                told.push(change);
            }
        }
        told
    }

    /// The answers that are tried alone.
    fn single(&self, case: &Case, known: &Known) -> Vec<(FindingId, Answer)> {
        let questions = by_worth(known, self).into_iter().take(QUESTIONS);
        let mut single: Vec<_> =
            questions.flat_map(|next| [Answer::Yes, Answer::No].map(|answer| (next.finding, answer))).collect();
        let possible = |class: &Duration, id| match case.duration {
            None => case.finding(id) == Answer::Unknown,
            Some(said) => *class as usize == said as usize + 1,
        };
        for class in Duration::ALL {
            single.extend(class.finding().filter(|&id| possible(&class, id)).map(|id| (id, Answer::Yes)));
        }
        single
    }

    /// Asks the engine what these answers would do. Notes the change, if there is one; gives the scores back, if there is none.
    fn attempt(
        &self,
        case: &Case,
        answers: &[(FindingId, Answer)],
        found: &mut Vec<Change>,
    ) -> Option<[i32; CauseId::COUNT]> {
        let mut answers = answers.to_vec();
        order_by(&mut answers, |(id, _)| id.index() as u64);
        let chance_ppm = self.chance(case, &answers);
        let together = |at: usize| group(Fact::Finding(answers[at].0));
        let correlated =
            (1..answers.len()).any(|at| (0..at).any(|of| together(of).is_some() && together(of) == together(at)));
        let held = |change: &Change| change.answers.iter().all(|answer| answers.contains(answer));
        if correlated || chance_ppm < self.constants.change_ppm || found.iter().any(held) {
            return None;
        }
        let mut told = case.clone();
        for &(id, answer) in &answers {
            told.set_finding(id, answer);
        }
        let then = judge(&Known::new(&told), &self.constants);
        let winner = |assessment: &Assessment| assessment.ranking.first().map(|first| first.cause);
        let first = winner(&then).filter(|_| winner(&then) != winner(self));
        let level = Some(then.triage.level).filter(|&level| level != self.triage.level);
        if first.is_none() && level.is_none() {
            return Some(scores(&then));
        }
        found.push(Change { answers, first, level, chance_ppm });
        None
    }

    /// How probable these answers are: the causes weigh as in the ranking, and under each cause the answers are independent.
    fn chance(&self, case: &Case, answers: &[(FindingId, Answer)]) -> u32 {
        let mut chance = 0.0;
        for ranked in &self.ranking {
            let share = |id| column(Fact::Finding(id), self.population()).share_and_entropy(ranked.cause).0;
            let mut product = f64::from(ranked.probability_ppm);
            for &(id, answer) in answers {
                product *= match (case.duration.and_then(Duration::finding), answer) {
                    // Of those who have come this far or further by one class, the share that has come further.
                    (Some(said), _) if id.is_duration() => share(id) / (share(id) + share(said)),
                    (_, Answer::No) => 1.0 - share(id),
                    _ => share(id),
                };
            }
            chance += product;
        }
        chance as u32
    }
}

/// Scores in the order of the causes.
fn scores(assessment: &Assessment) -> [i32; CauseId::COUNT] {
    let mut scores = [0; CauseId::COUNT];
    for ranked in &assessment.ranking {
        scores[ranked.cause.index()] = ranked.score;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Place;
    use crate::reason::assess;

    /// Somebody of whom enough is known that many causes are left.
    fn somebody() -> Case {
        let mut case = Case::default();
        for key in ["mid-buttock-left", "back-thigh-left"] {
            case.places.set(Place::from_key(key).expect(key), true);
        }
        case.set_finding(FindingId::from_slug("worse-sitting").expect("a finding"), Answer::Yes);
        case
    }

    #[test]
    fn a_yes_and_a_no_are_the_only_answers() {
        let case = somebody();
        let now = assess(&case);
        for id in FindingId::all().filter(|id| case.finding(*id) == Answer::Unknown && !id.is_duration()) {
            let [yes, no] = [Answer::Yes, Answer::No].map(|answer| now.chance(&case, &[(id, answer)]));
            // Each is rounded down.
            assert!((999_998..=1_000_000).contains(&(yes + no)), "{}: {yes} and {no}", id.slug());
        }
    }

    #[test]
    fn to_say_two_things_is_less_probable_than_to_say_one() {
        let case = somebody();
        let now = assess(&case);
        let open: Vec<_> = by_worth(&Known::new(&case), &now).iter().map(|next| (next.finding, Answer::No)).collect();
        for pair in open.windows(2) {
            let (one, both) = (now.chance(&case, &pair[..1]), now.chance(&case, pair));
            assert!(both > 0 && both < one, "{pair:?}: {both} of {one}");
        }
    }

    #[test]
    fn scores_stand_in_the_order_of_the_causes() {
        let now = assess(&somebody());
        let scores = scores(&now);
        assert!(now.ranking.iter().all(|ranked| scores[ranked.cause.index()] == ranked.score));
    }
}
