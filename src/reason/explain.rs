//! Why this and not that: two causes compared, causes that fit but are rare, and two causes at once. Everything here is
//! made of the same terms as the scores.

use super::Assessment;
use super::classify::{Contribution, Ranked};
use super::order::{descending, order_by};
use super::triage::danger;
use crate::knowledge::Level;
use crate::vocabulary::CauseId;

/// How many causes each list names.
const MOST: usize = 3;

/// What separates two causes: `prior` and the weights of `parts` add up to the difference of their scores, to the bit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// By how much the first is the more usual, in millibits.
    pub prior: i32,
    /// By how much each fact speaks more for the first (positive) or for the second (negative), strongest first.
    pub parts: Vec<Contribution>,
}

/// A cause that fits but is not among the most probable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rarer {
    /// The cause in the ranking.
    pub ranked: Ranked,
    /// How strongly the facts speak for it, age and sex included and the base rate not, in millibits.
    pub fit: i32,
    /// How soon to be seen if it is likely, for a cause that is told of because it would be dangerous to miss.
    pub danger: Option<Level>,
}

impl Assessment {
    /// What separates two causes.
    pub fn contrast(&self, one: CauseId, other: CauseId) -> Contrast {
        let prior = self.evidence.prior(one, &self.constants) - self.evidence.prior(other, &self.constants);
        let mut parts = self.contributions(one);
        for part in self.contributions(other) {
            match parts.iter_mut().find(|own| own.fact == part.fact) {
                Some(own) => own.weight -= part.weight,
                None => parts.push(Contribution { weight: -part.weight, ..part }),
            }
        }
        parts.retain(|part| part.weight != 0);
        // Equal ones in the order of the facts, so that nothing depends on which cause named them first.
        order_by(&mut parts, |part| (descending(part.weight.abs()) << 16) | part.fact.index() as u64);
        Contrast { prior, parts }
    }

    /// The causes that fit best, most probable first, three at most.
    pub fn named(&self) -> Vec<&Ranked> {
        self.causes().filter(|ranked| ranked.probability_ppm >= self.constants.name_ppm).take(MOST).collect()
    }

    /// Causes that fit about as well as the first but are rarer, and dangerous ones that fit at all; three at most, those
    /// first that fit best for their kind.
    ///
    /// To fit is measured without the base rate, which is what keeps these causes down, but with age and sex: a hip that
    /// slips in childhood does not fit somebody of sixty, however well the rest does. The facts have to speak clearly for
    /// the cause, and not much less than for the one in first place; a cause that can ask for a doctor within days may lie
    /// further behind, since to overlook it costs more than to read one name in vain.
    pub fn rarer(&self) -> Vec<Rarer> {
        let model = &self.constants;
        let best = self.causes().next().map_or(0, |first| self.fit(first));
        let shown = self.named();
        let mut rarer = Vec::new();
        for &ranked in self.causes().filter(|ranked| !shown.contains(ranked)) {
            let danger = danger(ranked.cause).filter(|&level| level >= Level::WithinDays);
            let fit = self.fit(&ranked);
            let spare = fit - best + if danger.is_some() { model.danger_within } else { model.fits_within };
            if fit >= model.fits && spare >= 0 {
                rarer.push((spare, Rarer { ranked, fit, danger }));
            }
        }
        order_by(&mut rarer, |&(spare, _)| descending(spare));
        rarer.into_iter().map(|(_, cause)| cause).take(MOST).collect()
    }

    /// The cause that is likely there as well, where the one in first place cannot explain the facts.
    ///
    /// Compared are the first alone and the first with each other cause. What is there is explained by whichever of the two
    /// explains it better; what is missing counts against both; each pays for its base rate. Told of only when the two are
    /// worth a wide margin, and when a fact is there that speaks against the first and for the second.
    pub fn also(&self) -> Option<CauseId> {
        let model = &self.constants;
        let first = self.ranking.first().filter(|first| first.cause != CauseId::SOMETHING_ELSE)?;
        let against = self.contributions(first.cause);
        let mut best = (first.score.saturating_add(model.second_cause), None);
        for other in self.causes().filter(|other| other.cause != first.cause) {
            let both = first.prior + other.prior + self.evidence.fit_of_both(first.cause, other.cause, model);
            if both < best.0 || (both == best.0 && best.1.is_some()) {
                continue;
            }
            let explained = |own: &Contribution| own.affirmed && own.weight > 0;
            let open = |fact| against.iter().any(|part| part.fact == fact && part.weight < 0);
            if self.contributions(other.cause).iter().any(|own| explained(own) && open(own.fact)) {
                best = (both, Some(other.cause));
            }
        }
        best.1
    }

    /// The ranking without the class of all causes that the knowledge does not hold.
    fn causes(&self) -> impl Iterator<Item = &Ranked> {
        self.ranking.iter().filter(|ranked| ranked.cause != CauseId::SOMETHING_ELSE)
    }

    /// How strongly the facts speak for a cause, age and sex included and the base rate not.
    fn fit(&self, ranked: &Ranked) -> i32 {
        ranked.score - self.evidence.rate(ranked.cause, &self.constants)
    }
}
