//! One cause: base rate, likelihoods, regions, tests, course and care.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::care::{CareRow, Course};
use super::facts::{Background, Pair, probability};
use super::knowledge::Basis;
use super::vocabulary::{Names, position};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseFile {
    pub id: String,
    #[serde(rename = "icd10")]
    _icd10: Option<String>,
    #[serde(rename = "family")]
    _family: Option<String>,
    pub base_rate: BaseRate,
    #[serde(default)]
    pub modifier: Vec<ModifierRow>,
    #[serde(default)]
    likelihood: Vec<LikelihoodRow>,
    #[serde(default)]
    region: Vec<RegionRow>,
    #[serde(default)]
    self_test: Vec<TestRow>,
    #[serde(default)]
    pub raises: Vec<RaiseRow>,
    pub course: Option<Course>,
    #[serde(default)]
    pub contrast: Vec<ContrastRow>,
    #[serde(default)]
    pub care: Vec<CareRow>,
    #[serde(default)]
    pub shared: Vec<String>,
    #[serde(default)]
    pub see_doctor: Vec<String>,
}

/// Per 1,000 people who look up such pain.
#[derive(Deserialize)]
pub struct BaseRate {
    pub everyone: f64,
    pub after_exercise: f64,
}

/// A change of the base rate by age and sex.
#[derive(Deserialize)]
pub struct ModifierRow {
    when: String,
    ratio: f64,
    #[serde(rename = "basis")]
    _basis: Basis,
    pub source: Vec<String>,
}

#[derive(Deserialize)]
struct LikelihoodRow {
    finding: String,
    p: f64,
    p_after_exercise: Option<f64>,
    basis: Basis,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct RegionRow {
    id: String,
    p: f64,
    basis: Basis,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct TestRow {
    id: String,
    p: f64,
    basis: Basis,
    source: Vec<String>,
    /// Gates that withhold the test; those of home-tests.toml hold all of them.
    #[serde(default)]
    pub unsafe_when: Vec<String>,
}

/// The probability from which a dangerous cause raises the level.
#[derive(Deserialize)]
pub struct RaiseRow {
    pub level: String,
    pub from: f64,
    pub source: Vec<String>,
    #[serde(rename = "basis")]
    _basis: Basis,
    #[serde(rename = "why")]
    _why: String,
}

/// A cause that this one is easily taken for; the words are in the language pack.
#[derive(Deserialize)]
pub struct ContrastRow {
    pub with: String,
    pub source: Vec<String>,
    #[serde(rename = "basis")]
    _basis: Basis,
}

/// One cell of the table: P(fact | cause) by population, and what it rests on.
pub struct Cell {
    /// Position of the fact, as `Fact::index`.
    pub fact: usize,
    pub p: Pair,
    /// What it rests on; nothing for what follows from other rows.
    pub grounds: Option<Basis>,
}

impl Cell {
    /// Whether the figure was measured or stated by a review: such a one is not rounded.
    pub fn measured(&self) -> bool {
        self.grounds.is_some_and(|basis| basis != Basis::Judgement)
    }
}

/// Findings that say how it began, of which one is always affirmed in the after-exercise population.
const EXERCISE_ONSETS: [&str; 3] =
    ["onset-sudden-during-exercise", "onset-within-hours-after-exercise", "onset-12-to-72h-after-exercise"];

impl CauseFile {
    pub fn read(root: &Path, slug: &str) -> Result<CauseFile> {
        let file: CauseFile = super::read(root, &format!("assets/knowledge/causes/{slug}.toml"))?;
        ensure!(file.id == slug, "causes/{slug}.toml holds the id `{}`", file.id);
        Ok(file)
    }

    /// The cells of the cause's row, in the order of the facts.
    pub fn cells(
        &self,
        names: &Names,
        background: &Background,
        (neighbours, spill): (&[Vec<usize>], f64),
    ) -> Result<Vec<Cell>> {
        let mut cells = Vec::new();
        for row in &self.likelihood {
            let fact = position(&names.findings, &row.finding, "finding")?;
            let after = match row.p_after_exercise {
                Some(p) => probability(p)?,
                None => self.after_exercise(row, background)?,
            };
            let grounds = Some(row.basis);
            cells.push(Cell { fact, p: [probability(row.p)?, after], grounds });
        }
        let tests = names.findings.len();
        for row in &self.self_test {
            let fact = tests + position(&names.tests, &row.id, "self-test")?;
            let grounds = Some(row.basis);
            cells.push(Cell { fact, p: [probability(row.p)?; 2], grounds });
        }
        let regions = tests + names.tests.len();
        let mut places: Vec<Option<(f64, &RegionRow)>> = vec![None; names.regions.len()];
        for row in &self.region {
            places[position(&names.regions, &row.id, "region")?] = Some((probability(row.p)?, row));
        }
        for (at, place) in places.iter().enumerate() {
            // A mark may spill over from the zone beside it. A measured share of marks has that in it already.
            let beside = neighbours[at].iter().filter_map(|&next| places[next].map(|(p, _)| p)).fold(0.0, f64::max);
            let spilt = |p: f64| p + (1.0 - p) * spill * beside;
            let (p, grounds) = match place {
                Some((p, row)) if row.basis == Basis::Study => (*p, Some(row.basis)),
                Some((p, row)) => (spilt(*p), Some(row.basis)),
                None if spilt(0.0) >= 0.5 * UNUSUAL * background.region(&names.regions[at])?[0] && beside > 0.0 => {
                    (spilt(UNUSUAL * background.region(&names.regions[at])?[0]), None)
                }
                None => continue,
            };
            cells.push(Cell { fact: regions + at, p: [p; 2], grounds });
        }
        // "Somewhere in there" is a mixture: a mark that fell on one of the area's regions, each as likely as the next.
        let areas = regions + names.regions.len();
        for (at, members) in names.area_regions.iter().enumerate().filter(|_| !self.region.is_empty()) {
            let mut p = 0.0;
            for &region in members {
                let slug = &names.regions[region];
                let unusual = UNUSUAL * background.region(slug)?[0];
                p += self.region.iter().find(|row| row.id == *slug).map_or(unusual, |row| row.p);
            }
            let p = (p / members.len() as f64).clamp(0.001, 0.999);
            cells.push(Cell { fact: areas + at, p: [p; 2], grounds: None });
        }
        cells.sort_by_key(|cell| cell.fact);
        for pair in cells.windows(2) {
            ensure!(pair[0].fact != pair[1].fact, "fact {} stands twice", pair[1].fact);
        }
        Ok(cells)
    }

    /// P(finding | cause, pain that came on with exercise) where the file does not give it.
    ///
    /// Of the three onsets that make the population one holds, so each takes its share of their sum. Another finding keeps
    /// half of its log odds ratio: exercise is in the base rate there, and must not be counted again as a finding.
    fn after_exercise(&self, row: &LikelihoodRow, background: &Background) -> Result<f64> {
        let [q, q_after] = background.finding(&row.finding)?;
        if q == q_after {
            return Ok(row.p);
        }
        if EXERCISE_ONSETS.contains(&row.finding.as_str()) {
            let all = self.likelihood.iter().filter(|own| EXERCISE_ONSETS.contains(&own.finding.as_str()));
            let sum: f64 = all.map(|own| own.p).sum();
            return Ok((row.p / sum).clamp(0.02, 0.95));
        }
        let logit = |p: f64| libm::log(p / (1.0 - p));
        let after = logit(q_after) + (logit(row.p) - logit(q)) / 2.0;
        Ok((1.0 / (1.0 + libm::exp(-after))).clamp(0.002, 0.99))
    }

    /// The product of the ratios that apply at this age and sex; what is not known applies to nothing.
    pub fn ratio(&self, age: Option<u32>, sex: Option<char>) -> Result<f64> {
        let mut ratio = 1.0;
        for row in &self.modifier {
            if row.terms()?.iter().all(|term| term.holds(age, sex)) {
                ratio *= row.ratio;
            }
        }
        Ok(ratio)
    }

    /// The ages at which a ratio changes.
    pub fn breaks(&self) -> Result<Vec<u32>> {
        let mut breaks = Vec::new();
        for row in &self.modifier {
            for term in row.terms()? {
                if let Term::From(age) | Term::Below(age) = term {
                    breaks.push(age);
                }
            }
        }
        Ok(breaks)
    }

    /// Each test that the cause says something about, with the gates that it names for it.
    pub fn tests(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.self_test.iter().map(|row| (&row.id, &row.unsafe_when))
    }

    /// What each row cites.
    pub fn sources(&self) -> impl Iterator<Item = &Vec<String>> {
        let facts = self.likelihood.iter().map(|row| &row.source);
        let tests = self.self_test.iter().map(|row| &row.source);
        let regions = self.region.iter().map(|row| &row.source);
        let modifiers = self.modifier.iter().map(|row| &row.source);
        facts
            .chain(tests)
            .chain(regions)
            .chain(modifiers)
            .chain(self.contrast.iter().map(|row| &row.source))
            .chain(self.raises.iter().map(|row| &row.source))
    }
}

/// Share of a region's background that stands for it, inside an area, where the cause does not name it.
const UNUSUAL: f64 = 0.3;

/// One comparison of a modifier's condition.
#[derive(Clone, Copy)]
enum Term {
    From(u32),
    Below(u32),
    Sex(char),
}

impl Term {
    fn holds(self, age: Option<u32>, sex: Option<char>) -> bool {
        match self {
            Term::From(from) => age.is_some_and(|age| age >= from),
            Term::Below(below) => age.is_some_and(|age| age < below),
            Term::Sex(own) => sex == Some(own),
        }
    }
}

impl ModifierRow {
    fn terms(&self) -> Result<Vec<Term>> {
        let context = || format!("modifier `{}`", self.when);
        let terms: Vec<Term> = self.when.split(" AND ").map(term).collect::<Result<_>>().with_context(context)?;
        let of_sex = terms.iter().filter(|term| matches!(term, Term::Sex(_))).count();
        ensure!(of_sex == 0 || of_sex == terms.len(), "{}: age or sex, not both in one row", context());
        Ok(terms)
    }
}

/// Age and sex only: what can be asked is a finding, and would be counted twice.
fn term(text: &str) -> Result<Term> {
    match text {
        "sex=F" => return Ok(Term::Sex('F')),
        "sex=M" => return Ok(Term::Sex('M')),
        _ => {}
    }
    let rest = text.strip_prefix("age").context("a modifier asks for age and sex only")?;
    let (end, years) = rest.split_at(rest.find(|c: char| c.is_ascii_digit()).context("no age")?);
    let years: u32 = years.parse()?;
    Ok(match end {
        ">=" => Term::From(years),
        ">" => Term::From(years + 1),
        "<" => Term::Below(years),
        "<=" => Term::Below(years + 1),
        _ => bail!("`{end}` compares nothing"),
    })
}
