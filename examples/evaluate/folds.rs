//! The same figures with every free constant estimated anew, without the cases that are then judged.

use std::collections::BTreeMap;

use posterior::knowledge::{ModelConstants, model};

use crate::bootstrap::hash;
use crate::cases::Item;
use crate::metrics::{Outcome, judge, loss};

/// How many parts the cases are dealt into.
pub const FOLDS: usize = 5;
/// No search has needed more rounds; the end keeps a search that goes in circles finite.
const MOST_ROUNDS: usize = 8;
/// A smaller gain than this is no gain.
const LEAST_GAIN: f64 = 1e-6;

/// A free constant: its name, what is tried, where the search begins, and where it stands.
pub struct Knob {
    /// Its name in `ModelConstants`.
    pub name: &'static str,
    /// The values that are tried.
    grid: &'static [i32],
    /// What it does nothing at: plain Bayes. The search begins there and not at the committed value, which was chosen
    /// with all cases in sight.
    start: i32,
    /// Where it stands.
    place: fn(&mut ModelConstants) -> &mut i32,
}

impl Knob {
    /// The value in these constants.
    pub fn of(&self, constants: &ModelConstants) -> i32 {
        *(self.place)(&mut constants.clone())
    }
}

/// Every free constant.
pub const KNOBS: [Knob; 10] = [
    Knob {
        name: "prior",
        grid: &[0, 200, 300, 400, 500, 600, 800, 1000],
        start: 1000,
        place: |constants| &mut constants.prior,
    },
    Knob {
        name: "modifiers",
        grid: &[0, 400, 600, 700, 800, 1000, 1200],
        start: 1000,
        place: |constants| &mut constants.modifiers,
    },
    Knob {
        name: "sharpness",
        grid: &[400, 500, 600, 700, 800, 900, 1000],
        start: 1000,
        place: |constants| &mut constants.sharpness,
    },
    Knob {
        name: "damping",
        grid: &[0, 200, 350, 500, 650, 800, 1000],
        start: 1000,
        place: |constants| &mut constants.damping,
    },
    Knob {
        name: "damping_places",
        grid: &[0, 200, 350, 500, 700, 900, 1000],
        start: 1000,
        place: |constants| &mut constants.damping_places,
    },
    Knob {
        name: "denied",
        grid: &[0, 200, 400, 600, 800, 1000],
        start: 1000,
        place: |constants| &mut constants.denied,
    },
    Knob {
        name: "unmarked",
        grid: &[0, 200, 400, 600, 800, 1000],
        start: 1000,
        place: |constants| &mut constants.unmarked,
    },
    Knob {
        name: "unmarked_beside",
        grid: &[0, 200, 400, 600, 800, 1000],
        start: 1000,
        place: |constants| &mut constants.unmarked_beside,
    },
    Knob {
        name: "unnamed",
        grid: &[0, -500, -737, -1000, -1737, -2500],
        start: 0,
        place: |constants| &mut constants.unnamed,
    },
    Knob { name: "other", grid: &[-4000, -2000, -1000, 0, 1000], start: 0, place: |constants| &mut constants.other },
];

/// The fold of each case. Inside each file the cases are ordered by a hash of their name and dealt in turn, so that every
/// fold holds its share of every file and no order of the lines matters.
pub fn assign(items: &[Item]) -> Vec<usize> {
    let names: Vec<(usize, &str)> = items.iter().map(|item| (item.file, item.id.as_str())).collect();
    deal(&names)
}

fn deal(names: &[(usize, &str)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| names.get(at).map(|&(file, id)| (file, hash(id), id)));
    let mut folds = vec![0; names.len()];
    for (turn, at) in order.into_iter().enumerate() {
        if let Some(fold) = folds.get_mut(at) {
            *fold = turn % FOLDS;
        }
    }
    folds
}

/// What the estimation on all other folds gives.
pub struct HeldOut {
    /// The constants without each fold.
    pub without: [ModelConstants; FOLDS],
    /// The constants on all cases.
    pub on_all: ModelConstants,
    /// Each case under the constants that were estimated without it.
    pub outcomes: Vec<Outcome>,
}

/// Estimates the constants without each fold, and judges the fold with them.
pub fn cross_validate(items: &[Item]) -> HeldOut {
    let folds = assign(items);
    let mut losses = Losses { items, known: BTreeMap::new() };
    let without =
        std::array::from_fn(|held| search(&mut losses, &|at| folds.get(at).is_some_and(|&fold| fold != held)));
    let on_all = search(&mut losses, &|_| true);
    let own = |fold: usize| without.get(fold).unwrap_or(&on_all);
    let outcomes = items.iter().zip(&folds).map(|(item, &fold)| judge(item, own(fold))).collect();
    HeldOut { without, on_all, outcomes }
}

/// The loss of every case under every set of constants that was tried: folds try mostly the same ones.
struct Losses<'a> {
    items: &'a [Item],
    known: BTreeMap<[i32; KNOBS.len()], Vec<f64>>,
}

impl Losses<'_> {
    fn of(&mut self, constants: &ModelConstants) -> &[f64] {
        let key = KNOBS.map(|knob| knob.of(constants));
        let items = self.items;
        self.known.entry(key).or_insert_with(|| in_halves(items, |item| loss(&judge(item, constants))))
    }

    /// Mean loss over the cases that count, each file weighing the same.
    fn mean(&mut self, constants: &ModelConstants, counts: &dyn Fn(usize) -> bool) -> f64 {
        let items = self.items;
        let mut files: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for ((at, item), loss) in items.iter().enumerate().zip(self.of(constants)) {
            if counts(at) {
                let file = files.entry(item.file).or_default();
                file.0 += loss;
                file.1 += 1.0;
            }
        }
        files.values().map(|(sum, cases)| sum / cases).sum::<f64>() / files.len().max(1) as f64
    }
}

/// Maps on two threads. Every value is calculated alone, so the order of work cannot change a bit.
fn in_halves(items: &[Item], figure: impl Fn(&Item) -> f64 + Sync) -> Vec<f64> {
    let (left, right) = items.split_at(items.len() / 2);
    let all = |half: &[Item]| half.iter().map(&figure).collect::<Vec<f64>>();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| all(right));
        let mut figures = all(left);
        // A thread that stopped is worked off here: the same fault then shows itself.
        figures.extend(other.join().unwrap_or_else(|_| all(right)));
        figures
    })
}

/// Coordinate descent from plain Bayes: one constant after the other takes its best value, until none gains.
fn search(losses: &mut Losses, counts: &dyn Fn(usize) -> bool) -> ModelConstants {
    let mut best = *model();
    for knob in &KNOBS {
        *(knob.place)(&mut best) = knob.start;
    }
    let mut least = losses.mean(&best, counts);
    for _ in 0..MOST_ROUNDS {
        let before = least;
        for knob in &KNOBS {
            for &value in knob.grid {
                let mut tried = best;
                *(knob.place)(&mut tried) = value;
                let loss = losses.mean(&tried, counts);
                if loss < least - LEAST_GAIN {
                    (best, least) = (tried, loss);
                }
            }
        }
        if before - least < LEAST_GAIN {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_a_partition_that_spreads_every_file() {
        let ids: Vec<String> = (0..123).map(|at| format!("case-{at}")).collect();
        let names: Vec<(usize, &str)> = ids.iter().enumerate().map(|(at, id)| (at / 80, id.as_str())).collect();
        let folds = deal(&names);
        assert_eq!(folds.len(), names.len());
        for file in 0..2 {
            let sizes: Vec<usize> = (0..FOLDS)
                .map(|fold| names.iter().zip(&folds).filter(|(name, own)| name.0 == file && **own == fold).count())
                .collect();
            assert_eq!(sizes.iter().sum::<usize>(), if file == 0 { 80 } else { 43 });
            assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{sizes:?}");
        }
    }

    #[test]
    fn the_order_of_the_lines_does_not_matter() {
        let names = [(0, "a"), (0, "b"), (0, "c"), (0, "d"), (0, "e"), (0, "f"), (0, "g")];
        let mut turned = names;
        turned.reverse();
        let mut folds = deal(&turned);
        folds.reverse();
        assert_eq!(folds, deal(&names));
    }

    #[test]
    fn every_knob_has_its_own_place_and_starts_on_its_grid() {
        for (at, knob) in KNOBS.iter().enumerate() {
            let mut constants = *model();
            *(knob.place)(&mut constants) = 12_345;
            let moved: Vec<bool> = KNOBS.iter().map(|other| other.of(&constants) == 12_345).collect();
            assert_eq!(moved.iter().position(|&moved| moved), Some(at), "{}", knob.name);
            assert_eq!(moved.iter().filter(|&&moved| moved).count(), 1, "{}", knob.name);
            assert!(knob.grid.contains(&knob.start), "{}", knob.name);
        }
    }
}
