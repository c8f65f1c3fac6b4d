//! The classifier a second time: slow, obvious, in floating point, straight from the knowledge files. It shares no code and
//! no table with the engine, so that a fault in the bake, in the tables or in the walk over them shows as a difference.
//!
//! ## How far the two may differ
//!
//! The engine counts in whole millibits. It rounds each of two logarithms (half a millibit each, so 1 a weight), and cuts
//! after each of up to three products (unmarked, damping, sharpness: below 1 each), so below 4 a fact. The share by which
//! the k-th fact of a group counts is itself cut to thousandths k times, so it is too small by less than
//! 1 + d + … + d^(k−1) thousandths, where d is the damping: [`Sum`] adds that share of the weight. The prior is two rounded
//! logarithms, two cut products and one rounded constant: below 4. Weights that are nearly equal may be taken in another
//! order; because a sorted, damped sum moves by no more than its terms do, that costs nothing beyond the errors counted
//! already. So each score has its own bound, made as it is added up, and it follows from the arithmetic alone. Errors do not
//! all fall on one side: [`LARGEST`] is the largest difference that a hundred thousand people showed, with some room, and no
//! score may differ by more, whatever its bound.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use posterior::case::{Answer, Case, Duration, Place, Sex};
use posterior::knowledge::{Effect, Level};
use posterior::reason::{Assessment, Reason, assess};
use posterior::vocabulary::{FindingId, Side, TestId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const CASES: u64 = 100_000;
/// In millibits: a twentieth of a bit. 40.6 was seen.
const LARGEST: f64 = 50.0;

// ---- the knowledge, as it is written down

#[derive(Deserialize)]
struct Vocabulary {
    region: Vec<RegionRow>,
    area: Vec<AreaRow>,
    finding: Vec<FindingRow>,
    self_test: Vec<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[derive(Deserialize)]
struct RegionRow {
    id: String,
    sided: bool,
}

#[derive(Deserialize)]
struct AreaRow {
    id: String,
    regions: Vec<String>,
}

#[derive(Deserialize)]
struct FindingRow {
    id: String,
    group: String,
}

#[derive(Deserialize)]
struct Background {
    finding: Vec<Usual>,
    self_test: Vec<Usual>,
    region: Vec<Usual>,
}

#[derive(Deserialize)]
struct Usual {
    id: String,
    q: f64,
    q_after_exercise: Option<f64>,
}

#[derive(Deserialize)]
struct Cause {
    id: String,
    base_rate: Rates,
    #[serde(default)]
    modifier: Vec<Modifier>,
    #[serde(default)]
    likelihood: Vec<Likelihood>,
    #[serde(default)]
    region: Vec<Likelihood>,
    #[serde(default)]
    self_test: Vec<Likelihood>,
    #[serde(default)]
    raises: Vec<Raises>,
}

#[derive(Deserialize)]
struct Raises {
    level: String,
}

#[derive(Deserialize)]
struct Rates {
    everyone: f64,
    after_exercise: f64,
}

#[derive(Deserialize)]
struct Modifier {
    when: String,
    ratio: f64,
}

#[derive(Deserialize)]
struct Likelihood {
    #[serde(alias = "finding")]
    id: String,
    p: f64,
    p_after_exercise: Option<f64>,
    basis: String,
}

#[derive(Deserialize)]
struct Neighbours {
    pair: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    members: Vec<String>,
}

#[derive(Deserialize)]
struct DerivedFile {
    derived: Vec<Derived>,
}

#[derive(Deserialize)]
struct Derived {
    finding: String,
    when: String,
}

#[derive(Deserialize)]
struct Model {
    prior_weight: f64,
    modifier_weight: f64,
    sharpness: f64,
    damping: f64,
    damping_places: f64,
    denied_weight: f64,
    unmarked_weight: f64,
    unmarked_beside_weight: f64,
    spill: f64,
    unnamed_ratio: f64,
    other_ratio: f64,
    urgency_worth: f64,
    after_exercise_when: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/knowledge")
}

fn read<T: DeserializeOwned>(path: impl AsRef<Path>) -> T {
    let path = folder().join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

struct Knowledge {
    vocabulary: Vocabulary,
    model: Model,
    derived: Vec<Derived>,
    causes: Vec<Cause>,
    /// P(fact | any other cause): for everyone, after exercise.
    usual: BTreeMap<String, [f64; 2]>,
    neighbours: Vec<(String, String)>,
    groups: Vec<Group>,
    /// P(fact | cause), likewise.
    likely: Vec<BTreeMap<String, [f64; 2]>>,
}

const ONSETS: [&str; 3] =
    ["onset-sudden-during-exercise", "onset-within-hours-after-exercise", "onset-12-to-72h-after-exercise"];
/// An unnamed place beside a named one is hurt this much less often than it is in general.
const UNUSUAL: f64 = 0.3;

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

impl Knowledge {
    fn read() -> Knowledge {
        let mut causes: Vec<Cause> = std::fs::read_dir(folder().join("causes"))
            .expect("causes")
            .map(|entry| read(entry.expect("a file").path()))
            .collect();
        causes.sort_by_key(|cause| (cause.id == "something-else", cause.id.clone()));
        let background: Background = read("background.toml");
        let rows = background.finding.iter().chain(&background.self_test).chain(&background.region);
        let mut usual: BTreeMap<String, [f64; 2]> =
            rows.map(|row| (row.id.clone(), [row.q, row.q_after_exercise.unwrap_or(row.q)])).collect();
        let vocabulary: Vocabulary = read("vocabulary.toml");
        for area in &vocabulary.area {
            // An area is as usual as its regions are on average.
            let of = |population: usize| {
                let all: f64 = area.regions.iter().map(|region| usual[region][population]).sum();
                all / area.regions.len() as f64
            };
            let pair = [of(0), of(1)];
            usual.insert(area.id.clone(), pair);
        }
        let neighbours: Neighbours = read("neighbours.toml");
        let groups: Groups = read("groups.toml");
        let derived: DerivedFile = read("derived.toml");
        let mut knowledge = Knowledge {
            vocabulary,
            model: read("model.toml"),
            derived: derived.derived,
            causes,
            usual,
            neighbours: neighbours.pair,
            groups: groups.group,
            likely: Vec::new(),
        };
        knowledge.fill();
        knowledge
    }

    /// Fills in P(fact | cause): what was written down, and what follows from it.
    fn fill(&mut self) {
        let mut measured: Vec<Vec<String>> = Vec::new();
        for cause in &self.causes {
            let rows = cause.likelihood.iter().chain(&cause.self_test).chain(&cause.region);
            measured.push(rows.filter(|row| row.basis != "judgement").map(|row| row.id.clone()).collect());
            let mut likely = BTreeMap::new();
            for row in &cause.likelihood {
                likely.insert(row.id.clone(), [row.p, row.p_after_exercise.unwrap_or(self.after_exercise(cause, row))]);
            }
            for row in &cause.self_test {
                likely.insert(row.id.clone(), [row.p; 2]);
            }
            for region in &self.vocabulary.region {
                let named = cause.region.iter().find(|row| row.id == region.id);
                let beside = self.neighbours(&region.id).filter_map(|next| own(cause, next)).fold(0.0, f64::max);
                let usual = self.usual[&region.id][0];
                let spilt = |p: f64| p + (1.0 - p) * self.model.spill * beside;
                let p = match named {
                    Some(row) if row.basis == "study" => row.p,
                    Some(row) => spilt(row.p),
                    // Not named, and what spills over is too little to speak of.
                    None if beside == 0.0 || self.model.spill * beside < UNUSUAL * usual / 2.0 => continue,
                    None => spilt(UNUSUAL * usual),
                };
                likely.insert(region.id.clone(), [p; 2]);
            }
            for area in self.vocabulary.area.iter().filter(|_| !cause.region.is_empty()) {
                let of = |region: &String| own(cause, region).unwrap_or(UNUSUAL * self.usual[region][0]);
                let mean = area.regions.iter().map(of).sum::<f64>() / area.regions.len() as f64;
                likely.insert(area.id.clone(), [mean.clamp(0.001, 0.999); 2]);
            }
            self.likely.push(likely);
        }
        // Measured figures stand in thousandths, judgements on a grid of log odds; what is neutral stays so.
        let thousandths = |p: f64| (p * 1000.0).round() / 1000.0;
        let odds = |p: f64| libm::log2(p / (1.0 - p));
        let grid: Vec<f64> =
            (-19..=19).map(|step| thousandths(1.0 / (1.0 + libm::exp2(-0.5 * f64::from(step))))).collect();
        let judged = |p: f64| {
            let away = |value: f64| (odds(value) - odds(p)).abs();
            *grid.iter().min_by(|a, b| away(**a).total_cmp(&away(**b))).expect("a grid")
        };
        for (likely, measured) in self.likely.iter_mut().zip(&measured) {
            for (fact, [p, after]) in likely {
                let changes = self.usual[fact][0] != self.usual[fact][1];
                let rounded = if measured.contains(fact) { thousandths(*p) } else { judged(*p) };
                (*p, *after) = (rounded, if changes { judged(*after) } else { rounded });
            }
        }
        self.usual.values_mut().for_each(|pair| *pair = pair.map(judged));
    }

    /// P(finding | cause, pain that came on with exercise), where the file is silent.
    fn after_exercise(&self, cause: &Cause, row: &Likelihood) -> f64 {
        let [q, q_after] = self.usual[&row.id];
        if q == q_after {
            row.p
        } else if ONSETS.contains(&row.id.as_str()) {
            let sum: f64 = ONSETS.iter().filter_map(|onset| find(&cause.likelihood, onset)).sum();
            (row.p / sum).clamp(0.02, 0.95)
        } else {
            let after = logit(q_after) + 0.5 * (logit(row.p) - logit(q));
            (1.0 / (1.0 + libm::exp(-after))).clamp(0.002, 0.99)
        }
    }

    fn neighbours<'a>(&'a self, region: &'a str) -> impl Iterator<Item = &'a str> {
        self.neighbours.iter().filter_map(move |(one, other)| match region {
            _ if region == one => Some(other.as_str()),
            _ if region == other => Some(one.as_str()),
            _ => None,
        })
    }

    /// The number of the group that the fact stands in; places that no group names stand in group 0.
    fn group(&self, fact: &str) -> Option<usize> {
        let named = self.groups.iter().position(|group| group.members.iter().any(|member| member == fact));
        let regions = self.vocabulary.region.iter().map(|row| &row.id);
        let mut places = regions.chain(self.vocabulary.area.iter().map(|row| &row.id));
        named.map(|at| at + 1).or_else(|| places.any(|place| place == fact).then_some(0))
    }
}

fn find(rows: &[Likelihood], id: &str) -> Option<f64> {
    rows.iter().find(|row| row.id == id).map(|row| row.p)
}

fn own(cause: &Cause, region: &str) -> Option<f64> {
    find(&cause.region, region)
}

impl Cause {
    /// What the base rate is multiplied by at this age and sex.
    fn ratio(&self, age: Option<u8>, sex: Option<char>) -> f64 {
        let holds = |term: &str| {
            if let Some(wanted) = term.strip_prefix("sex=") {
                return sex.is_some_and(|sex| wanted.starts_with(sex));
            }
            let Some(age) = age else { return false };
            let years = |rest: &str| rest.parse::<u8>().expect("years");
            let rest = term.strip_prefix("age").expect("age or sex");
            match rest.as_bytes() {
                [b'>', b'=', ..] => age >= years(&rest[2..]),
                [b'<', b'=', ..] => age <= years(&rest[2..]),
                [b'>', ..] => age > years(&rest[1..]),
                [b'<', ..] => age < years(&rest[1..]),
                _ => panic!("{term}"),
            }
        };
        let applies = |row: &&Modifier| row.when.split(" AND ").all(holds);
        self.modifier.iter().filter(applies).map(|row| row.ratio).product()
    }
}

// ---- a person, as plain as can be

#[derive(Clone, Debug, Default)]
struct Person {
    age: Option<u8>,
    sex: Option<char>,
    severity: Option<u8>,
    duration: Option<Duration>,
    /// Findings and self-tests.
    said: BTreeMap<String, bool>,
    /// Region or area, and side (midline: none).
    marks: Vec<(String, Option<Side>)>,
}

impl Person {
    fn case(&self, knowledge: &Knowledge) -> Case {
        let sex = self.sex.map(|sex| if sex == 'F' { Sex::Female } else { Sex::Male });
        let mut case = Case::default();
        (case.age, case.sex, case.severity) = (self.age, sex, self.severity);
        for (slug, &yes) in &self.said {
            let answer = if yes { Answer::Yes } else { Answer::No };
            if knowledge.vocabulary.self_test.iter().any(|row| row.id == *slug) {
                case.set_test(TestId::from_slug(slug).expect("a test"), answer);
            } else {
                case.set_finding(FindingId::from_slug(slug).expect("a finding"), answer);
            }
        }
        for (slug, side) in &self.marks {
            let key = side.map_or(slug.clone(), |side| format!("{slug}-{}", side.slug()));
            case.places.set(Place::from_key(&key).expect("a place"), true);
        }
        // Last: to deny the class that holds would take it back.
        case.duration = self.duration;
        case
    }

    fn marked(&self, place: &str) -> bool {
        self.marks.iter().any(|(slug, _)| slug == place)
    }

    /// In a marked area: it may hurt there.
    fn maybe(&self, knowledge: &Knowledge, region: &str) -> bool {
        knowledge
            .vocabulary
            .area
            .iter()
            .any(|area| self.marked(&area.id) && area.regions.iter().any(|own| own == region))
    }

    /// The person with what follows from the answers filled in, where nothing was said.
    fn completed(&self, knowledge: &Knowledge) -> Person {
        let mut person = self.clone();
        for row in &knowledge.derived {
            if !person.said.contains_key(&row.finding) && condition(&row.when, &person, knowledge) == Some(true) {
                person.said.insert(row.finding.clone(), true);
            }
        }
        person
    }
}

// ---- conditions: what derived.toml and model.toml need of them

fn condition(text: &str, person: &Person, knowledge: &Knowledge) -> Option<bool> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let value = or(&words, &mut at, person, knowledge);
    assert_eq!(at, words.len(), "{text}");
    value
}

fn or(words: &[&str], at: &mut usize, person: &Person, knowledge: &Knowledge) -> Option<bool> {
    let mut value = and(words, at, person, knowledge);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        value = match (value, and(words, at, person, knowledge)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
    }
    value
}

fn and(words: &[&str], at: &mut usize, person: &Person, knowledge: &Knowledge) -> Option<bool> {
    let mut value = atom(words, at, person, knowledge);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        value = match (value, atom(words, at, person, knowledge)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
    }
    value
}

fn atom(words: &[&str], at: &mut usize, person: &Person, knowledge: &Knowledge) -> Option<bool> {
    let word = words[*at];
    *at += 1;
    let asked = || (!person.marks.is_empty()).then_some(());
    match word {
        "NOT" => atom(words, at, person, knowledge).map(|value| !value),
        "(" => {
            let value = or(words, at, person, knowledge);
            *at += 1;
            value
        }
        "side" | "region" => {
            let name = words[*at + 1];
            *at += 3;
            asked().map(|()| match word {
                "side" => person.marks.iter().any(|(_, side)| side.is_some_and(|side| side.slug() == name)),
                _ => person.marked(name) || person.maybe(knowledge, name),
            })
        }
        _ => match word.split_once(">=") {
            Some(("severity", points)) => person.severity.map(|severity| severity >= points.parse().expect("points")),
            Some(_) => panic!("`{word}`: teach the second opinion this condition"),
            None => {
                assert!(knowledge.vocabulary.finding.iter().any(|row| row.id == word), "`{word}` is no finding");
                person.said.get(word).copied()
            }
        },
    }
}

// ---- the classifier

/// How a fact came out.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Yes,
    No,
    Beside,
}

/// Everything that the person said that can count, with the group of each fact.
fn facts(person: &Person, knowledge: &Knowledge, numbers: &Numbers) -> Vec<(usize, Said)> {
    let mut facts = Vec::new();
    for row in &knowledge.vocabulary.finding {
        // Of the five classes of duration one holds; the others say nothing more.
        let said = match person.duration {
            _ if row.group != "duration" => person.said.get(&row.id).copied(),
            Some(class) => (class.slug() == row.id).then_some(true),
            None => person.said.get(&row.id).copied().filter(|&yes| yes),
        };
        facts.extend(said.map(|yes| (&row.id, if yes { Said::Yes } else { Said::No })));
    }
    for row in &knowledge.vocabulary.self_test {
        let said = person.said.get(&row.id);
        facts.extend(said.map(|&yes| (&row.id, if yes { Said::Yes } else { Said::No })));
    }
    if !person.marks.is_empty() {
        let touched = |region: &str| person.marked(region) || person.maybe(knowledge, region);
        for row in &knowledge.vocabulary.region {
            if person.marked(&row.id) {
                facts.push((&row.id, Said::Yes));
            } else if !touched(&row.id) {
                let beside = knowledge.neighbours(&row.id).any(touched);
                facts.push((&row.id, if beside { Said::Beside } else { Said::No }));
            }
        }
        for area in &knowledge.vocabulary.area {
            if person.marked(&area.id) && !area.regions.iter().any(|region| person.marked(region)) {
                facts.push((&area.id, Said::Yes));
            }
        }
    }
    facts.into_iter().map(|(slug, said)| (numbers.of[slug], said)).collect()
}

/// The logarithms, taken once: asking the maps by name for a hundred thousand people takes an hour.
struct Numbers {
    of: BTreeMap<String, usize>,
    group: Vec<Option<usize>>,
    is_region: Vec<bool>,
    /// By cause, fact, population, and whether it was affirmed: millibits, if the cause says anything.
    weight: Vec<Vec<[Option<[f64; 2]>; 2]>>,
}

impl Numbers {
    fn new(knowledge: &Knowledge) -> Numbers {
        let words = &knowledge.vocabulary;
        let ids = words.finding.iter().map(|row| &row.id).chain(words.self_test.iter().map(|row| &row.id));
        let ids = ids.chain(words.region.iter().map(|row| &row.id)).chain(words.area.iter().map(|row| &row.id));
        let ids: Vec<String> = ids.cloned().collect();
        let millibits = |ratio: f64| 1000.0 * libm::log2(ratio);
        let weight = |cause: usize, fact: &String| {
            [0, 1].map(|population| {
                let p = knowledge.likely[cause].get(fact)?[population];
                let q = knowledge.usual[fact][population];
                Some([millibits((1.0 - p) / (1.0 - q)), millibits(p / q)])
            })
        };
        let causes = 0..knowledge.causes.len();
        Numbers {
            group: ids.iter().map(|id| knowledge.group(id)).collect(),
            is_region: ids.iter().map(|id| words.region.iter().any(|row| row.id == *id)).collect(),
            weight: causes.map(|cause| ids.iter().map(|id| weight(cause, id)).collect()).collect(),
            of: ids.into_iter().zip(0..).collect(),
        }
    }
}

/// A sum in millibits, and how far the engine's may be from it.
#[derive(Clone, Copy)]
struct Sum {
    millibits: f64,
    slack: f64,
}

fn score(
    cause: usize,
    person: &Person,
    facts: &[(usize, Said)],
    after: bool,
    knowledge: &Knowledge,
    n: &Numbers,
) -> Sum {
    let model = &knowledge.model;
    let (own, other) = (&knowledge.causes[cause], knowledge.causes.last().expect("something-else"));
    let is_other = own.id == other.id;
    let millibits = |ratio: f64| 1000.0 * libm::log2(ratio);
    let rate = if after {
        own.base_rate.after_exercise / other.base_rate.after_exercise
    } else {
        own.base_rate.everyone / other.base_rate.everyone
    };
    let mut sum = Sum { millibits: model.prior_weight * millibits(rate), slack: 4.0 };
    // Changes by age and sex stand in tenths of a bit.
    for ratio in [own.ratio(person.age, None), own.ratio(None, person.sex)] {
        sum.millibits +=
            model.modifier_weight * 100.0 * (millibits(ratio).round() / 100.0).round().clamp(-128.0, 127.0);
    }
    if is_other {
        sum.millibits += millibits(model.other_ratio);
    }
    // (group, weight): a fact without a group is a group of its own.
    let mut weights: Vec<(usize, f64)> = Vec::new();
    for &(fact, said) in facts {
        let region = n.is_region[fact];
        let weight = match n.weight[cause][fact][usize::from(after)] {
            Some([_, yes]) if said == Said::Yes => yes,
            Some([no, _]) if said == Said::Beside => no * model.unmarked_beside_weight,
            Some([no, _]) if region => no * model.unmarked_weight,
            Some([no, _]) => no * model.denied_weight,
            None if region && said == Said::Yes && !is_other => millibits(model.unnamed_ratio),
            None => 0.0,
        };
        weights.push((n.group[fact].unwrap_or(1000 + fact), weight));
    }
    // Group by group, first what speaks for the cause, then what speaks against; strongest first.
    weights.sort_by(|a, b| (a.0, a.1 < 0.0).cmp(&(b.0, b.1 < 0.0)).then(b.1.abs().total_cmp(&a.1.abs())));
    let (mut share, mut cut, mut last) = (1.0, 0.0, None);
    for (group, weight) in weights {
        let damping = if group == 0 { model.damping_places } else { model.damping };
        if last != Some((group, weight < 0.0)) {
            (share, cut) = (1.0, 0.0);
        }
        last = Some((group, weight < 0.0));
        sum.millibits += weight * share * model.sharpness;
        sum.slack += 4.0 + weight.abs() * cut / 1000.0;
        share *= damping;
        cut = cut * damping + 1.0;
    }
    sum
}

// ---- random people

/// SplitMix64: the same people on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
}

/// Most people say little, some a few dozen things, some everything.
fn person(dice: &mut Dice, knowledge: &Knowledge) -> Person {
    let words = &knowledge.vocabulary;
    let mut person = Person::default();
    if dice.below(4) > 0 {
        person.age = Some(dice.below(121) as u8);
    }
    person.sex = *dice.one(&[None, Some('F'), Some('M')]);
    if dice.below(2) == 0 {
        person.severity = Some(dice.below(11) as u8);
    }
    if dice.below(2) == 0 {
        person.duration = Some(*dice.one(&Duration::ALL));
    }
    let much = *dice.one(&[0, 1, 3, 6, 6, 12, 12, 30, 30, 100]);
    for _ in 0..much {
        let finding = dice.one(&words.finding);
        let yes = dice.below(2) == 0;
        // The classes of duration exclude each other: said once, above, as the contract has it.
        if finding.group != "duration" || !yes {
            person.said.insert(finding.id.clone(), yes);
        }
    }
    for _ in 0..*dice.one(&[0, 0, 0, 1, 2, 8]) {
        let test = dice.one(&words.self_test).id.clone();
        person.said.insert(test, dice.below(2) == 0);
    }
    let side = *dice.one(&Side::BOTH);
    for _ in 0..*dice.one(&[0, 1, 1, 2, 3, 5, 9]) {
        let side = if dice.below(5) == 0 { side.other() } else { side };
        if dice.below(8) == 0 {
            person.marks.push((dice.one(&words.area).id.clone(), Some(side)));
        } else {
            let region = dice.one(&words.region);
            person.marks.push((region.id.clone(), region.sided.then_some(side)));
        }
    }
    person
}

#[test]
fn a_second_classifier_agrees() {
    let knowledge = Knowledge::read();
    let numbers = Numbers::new(&knowledge);
    let half = |seed| compare(seed, CASES / 2, &knowledge, &numbers);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(2));
        half(1);
        other.join().expect("the other half agrees");
    });
}

fn compare(seed: u64, cases: u64, knowledge: &Knowledge, numbers: &Numbers) {
    let mut dice = Dice(seed);
    let (mut largest, mut widest, mut close) = (0.0_f64, 0.0_f64, 0);
    for round in 0..cases {
        let said = person(&mut dice, knowledge);
        let assessment = assess(&said.case(knowledge));
        let person = said.completed(knowledge);
        let after = condition(&knowledge.model.after_exercise_when, &person, knowledge) == Some(true);
        let facts = facts(&person, knowledge, numbers);
        let sums: Vec<Sum> =
            (0..knowledge.causes.len()).map(|cause| score(cause, &person, &facts, after, knowledge, numbers)).collect();
        for ranked in &assessment.ranking {
            let Sum { millibits, slack } = sums[ranked.cause.index()];
            let difference = (f64::from(ranked.score) - millibits).abs();
            assert!(
                difference <= slack.min(LARGEST),
                "case {round} of {seed}, {}: the engine says {}, the second opinion {millibits} ± {slack}\n{said:?}",
                ranked.cause.slug(),
                ranked.score
            );
            largest = largest.max(difference);
            widest = widest.max(slack);
        }
        check_chances(&assessment.ranking, &sums);
        // The first place is the same unless the two best are too close to call.
        let best = (0..sums.len()).max_by(|&a, &b| sums[a].millibits.total_cmp(&sums[b].millibits)).expect("a cause");
        let first = assessment.ranking[0].cause.index();
        if first != best {
            let gap = sums[best].millibits - sums[first].millibits;
            assert!(
                gap <= (sums[best].slack + sums[first].slack).min(2.0 * LARGEST),
                "case {round} of {seed}: {said:?}"
            );
            close += 1;
        }
        if round % 250 == 0 {
            check_questions(&assessment, &said, &person, after, knowledge, numbers);
        }
    }
    println!("{cases} cases: largest difference {largest:.1} millibits, widest bound {widest:.1}, {close} too close");
    // A bound that lets everything pass proves nothing.
    assert!(close < cases / 200, "{close} first places differ");
}

/// The probabilities are the shares of 2^score, within what the bounds of the scores allow.
fn check_chances(ranking: &[posterior::reason::Ranked], sums: &[Sum]) {
    let total: f64 = sums.iter().map(|sum| libm::exp2(sum.millibits / 1000.0)).sum();
    let widest = sums.iter().map(|sum| sum.slack).fold(0.0, f64::max);
    for ranked in ranking {
        let sum = sums[ranked.cause.index()];
        let expected = libm::exp2(sum.millibits / 1000.0) / total;
        let factor = libm::exp2((sum.slack + widest) / 1000.0);
        let said = f64::from(ranked.probability_ppm) / 1e6;
        let fits = said <= expected * factor + 2e-6 && said >= expected / factor - 2e-6;
        assert!(fits, "{}: {said}, expected {expected}", ranked.cause.slug());
    }
}

/// The findings of which a yes alone makes a rule ask for more than the present level: each yes is said, and all asked again.
fn would_raise(case: &Case, level: Level) -> Vec<bool> {
    let asks_for_more = |id| {
        let mut told = case.clone();
        told.set_finding(id, Answer::Yes);
        assess(&told).triage.reasons.iter().any(|&(asked, reason)| match reason {
            Reason::RedFlag(_) => asked > level,
            Reason::Escalation(row) => matches!(row.effect, Effect::AtLeast(_)) && asked > level,
            _ => false,
        })
    };
    FindingId::all().map(asks_for_more).collect()
}

/// The questions worth most, from the engine's own chances: the worth in bits of each of the five is that of our five best, to
/// the resolution of the engine's table of entropies.
fn check_questions(
    assessment: &Assessment,
    said: &Person,
    person: &Person,
    after: bool,
    knowledge: &Knowledge,
    numbers: &Numbers,
) {
    let population = usize::from(after);
    let plausible = assessment.ranking.iter().filter(|ranked| ranked.probability_ppm >= 2000);
    let chances: Vec<(usize, f64)> =
        plausible.map(|ranked| (ranked.cause.index(), f64::from(ranked.probability_ppm) / 1e6)).collect();
    let entropy = |joint: &[f64]| {
        let total: f64 = joint.iter().sum();
        joint.iter().filter(|&&part| part > 0.0).map(|&part| -part * libm::log2(part / total)).sum::<f64>()
    };
    let information = |joint: &[[f64; 2]]| {
        let of = |side: usize| entropy(&joint.iter().map(|pair| pair[side]).collect::<Vec<_>>());
        entropy(&joint.iter().map(|pair| pair[0] + pair[1]).collect::<Vec<_>>()) - of(0) - of(1)
    };
    let level = assessment.triage.level;
    let more = |slug: &str| Level::ALL.iter().any(|other| other.slug() == slug && *other > level);
    let urgent = |cause: usize| knowledge.causes[cause].raises.iter().any(|row| more(&row.level));
    let decides = would_raise(&said.case(knowledge), level);
    let told = facts(person, knowledge, numbers);
    let worth = |id: &String| {
        let of = |cause: usize| knowledge.likely[cause].get(id).unwrap_or(&knowledge.usual[id])[population];
        let joint: Vec<[f64; 2]> =
            chances.iter().map(|&(cause, chance)| [chance * of(cause), chance * (1.0 - of(cause))]).collect();
        let of_class = |wanted: bool| {
            let class = chances.iter().zip(&joint).filter(|((cause, _), _)| urgent(*cause) == wanted);
            class.fold([0.0; 2], |sum, (_, pair)| [sum[0] + pair[0], sum[1] + pair[1]])
        };
        let classes = [of_class(true), of_class(false)];
        let group = numbers.group[numbers.of[id]];
        let told = told.iter().filter(|&&(fact, _)| group.is_some() && numbers.group[fact] == group).count();
        let damped = libm::exp2(told.min(16) as f64);
        let of_urgency = if decides[numbers.of[id]] {
            entropy(&[classes[0][0] + classes[1][0], classes[0][1] + classes[1][1]])
        } else {
            information(&classes) / damped
        };
        information(&joint) / damped + knowledge.model.urgency_worth * of_urgency
    };
    let mut worths: Vec<f64> = knowledge
        .vocabulary
        .finding
        .iter()
        .filter(|row| !["onset", "duration"].contains(&row.group.as_str()) && row.id != "severity-worst-8-to-10")
        .filter(|row| !person.said.contains_key(&row.id))
        .map(|row| worth(&row.id))
        .filter(|&worth| worth > 2e-5)
        .collect();
    worths.sort_by(|a, b| b.total_cmp(a));
    worths.truncate(5);
    let proposed: Vec<f64> =
        assessment.next_questions.iter().map(|next| worth(&next.finding.slug().to_owned())).collect();
    assert!(proposed.len().abs_diff(worths.len()) <= usize::from(worths.iter().any(|&worth| worth < 6e-5)));
    for ((own, expected), next) in proposed.iter().zip(&worths).zip(&assessment.next_questions) {
        assert!((own - expected).abs() < 4e-5, "{:?}: {proposed:?} and {worths:?}", assessment.next_questions);
        // Said in whole millibits, cut.
        assert!((f64::from(next.worth) / 1000.0 - own).abs() < 1.1e-3, "{next:?}: {own}");
    }
}
