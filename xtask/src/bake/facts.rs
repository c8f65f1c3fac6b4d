//! Facts, likelihoods and the arithmetic that turns probabilities into integer weights.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::vocabulary::{Names, position};

/// A probability for everyone and for pain after exercise.
pub type Pair = [f64; 2];

#[derive(Deserialize)]
struct BackgroundFile {
    finding: Vec<BackgroundRow>,
    #[serde(default)]
    self_test: Vec<BackgroundRow>,
    region: Vec<BackgroundRow>,
}

#[derive(Deserialize)]
struct BackgroundRow {
    id: String,
    q: f64,
    q_after_exercise: Option<f64>,
    #[serde(rename = "basis")]
    _basis: super::knowledge::Basis,
}

/// P(fact | any other cause in the same users), for every finding and region.
pub struct Background {
    findings: BTreeMap<String, Pair>,
    tests: BTreeMap<String, Pair>,
    regions: BTreeMap<String, Pair>,
}

impl Background {
    pub fn read(root: &Path, names: &Names) -> Result<Background> {
        let file: BackgroundFile = super::read(root, "assets/knowledge/background.toml")?;
        let collect = |rows: &[BackgroundRow], list: &[String], kind: &str| -> Result<BTreeMap<String, Pair>> {
            let mut map = BTreeMap::new();
            for row in rows {
                position(list, &row.id, kind)?;
                let pair = [probability(row.q)?, probability(row.q_after_exercise.unwrap_or(row.q))?];
                ensure!(map.insert(row.id.clone(), pair).is_none(), "`{}` stands twice", row.id);
            }
            Ok(map)
        };
        let context = "in assets/knowledge/background.toml";
        let findings = collect(&file.finding, &names.findings, "finding").context(context)?;
        let regions = collect(&file.region, &names.regions, "region").context(context)?;
        let tests = collect(&file.self_test, &names.tests, "self-test").context(context)?;
        let all = [(&names.findings, &findings), (&names.tests, &tests), (&names.regions, &regions)];
        for (list, rows) in all {
            for name in list {
                ensure!(rows.contains_key(name), "background.toml has no q for `{name}`");
            }
        }
        Ok(Background { findings, tests, regions })
    }

    pub fn finding(&self, slug: &str) -> Result<Pair> {
        self.findings.get(slug).copied().with_context(|| format!("no background q for `{slug}`"))
    }

    pub fn region(&self, slug: &str) -> Result<Pair> {
        self.regions.get(slug).copied().with_context(|| format!("no background q for region `{slug}`"))
    }

    /// One row a fact, in the order of `Fact::index`. An area is as usual as its regions are on average.
    pub fn rows(&self, names: &Names) -> Result<Vec<Pair>> {
        let lists = [(&names.findings, &self.findings), (&names.tests, &self.tests), (&names.regions, &self.regions)];
        let mut rows = Vec::new();
        for (list, map) in lists {
            for name in list {
                rows.push(*map.get(name).with_context(|| format!("no background q for `{name}`"))?);
            }
        }
        for regions in &names.area_regions {
            let mut q = [0.0; 2];
            for &region in regions {
                let own = self.region(&names.regions[region])?;
                q = [q[0] + own[0], q[1] + own[1]];
            }
            rows.push(q.map(|q| q / regions.len() as f64));
        }
        Ok(rows)
    }
}

/// Checks the range that keeps every weight finite.
pub fn probability(p: f64) -> Result<f64> {
    ensure!((0.001..=0.999).contains(&p), "{p} is outside 0.001..=0.999");
    Ok(p)
}

/// log2 of a ratio in millibits. The one place where a float becomes a weight: on the machine that bakes, never in the
/// program.
pub fn millibits(ratio: f64) -> i32 {
    (libm::log2(ratio) * 1000.0).round() as i32
}

/// Judgements are kept to this many bits of log odds, that is to within a fifth: nobody's estimate is finer, and people wait
/// for the bytes. Both P(fact | cause) and the background stand on the same grid, so that what is neutral stays exactly neutral.
const STEP: f64 = 0.5;

/// The probabilities of the tables, in thousandths, rising; a cell holds the position, and 0 means none.
pub struct Palette {
    values: Vec<u16>,
    grid: Vec<u16>,
}

impl Palette {
    /// The grid of judgements, and the measured figures beside it as they are.
    pub fn new(measured: impl IntoIterator<Item = f64>) -> Result<Palette> {
        let steps = (-19_i32..=19).map(|step| permille(1.0 / (1.0 + libm::exp2(-STEP * f64::from(step)))));
        let mut grid: Vec<u16> = steps.collect();
        grid.dedup();
        let mut values: Vec<u16> = grid.iter().copied().chain(measured.into_iter().map(permille)).collect();
        values.sort_unstable();
        values.dedup();
        // Code 0 is no value: one half, which stands once more in its own place.
        values.insert(0, 500);
        ensure!(values.len() <= 256, "{} distinct probabilities; a cell is one byte: round some", values.len());
        Ok(Palette { values, grid })
    }

    /// The code of a measured figure.
    pub fn measured(&self, p: f64) -> usize {
        self.at(permille(p))
    }

    /// The code of a judgement: the value of the grid that is nearest in log odds.
    pub fn judged(&self, p: f64) -> usize {
        let odds = |p: f64| libm::log2(p / (1.0 - p));
        let away = |value: &&u16| (odds(f64::from(**value) / 1000.0) - odds(p)).abs();
        let nearest = self.grid.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.map_or(0, |&value| self.at(value))
    }

    fn at(&self, value: u16) -> usize {
        1 + self.values[1..].binary_search(&value).unwrap_or_default()
    }

    pub fn permille(&self) -> &[u16] {
        &self.values
    }

    /// log2 of each probability and of its complement, in millibits.
    pub fn bits(&self) -> Vec<[i32; 2]> {
        self.values.iter().map(|&value| bits(f64::from(value) / 1000.0)).collect()
    }

    /// The entropy of a yes or no of each probability, in parts of 65,535 of a bit.
    pub fn entropies(&self) -> Vec<u16> {
        let part = |p: f64| -p * libm::log2(p);
        let of = |p: f64| ((part(p) + part(1.0 - p)) * 65535.0).round() as u16;
        self.values.iter().map(|&value| of(f64::from(value) / 1000.0)).collect()
    }
}

fn permille(p: f64) -> u16 {
    // Probabilities were checked to lie in 0.001..=0.999.
    (p * 1000.0).round() as u16
}

/// log2 of a probability and of its complement, in millibits.
fn bits(p: f64) -> [i32; 2] {
    [millibits(p), millibits(1.0 - p)]
}

#[derive(Deserialize)]
struct GroupsFile {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    members: Vec<String>,
    #[serde(rename = "why")]
    _why: String,
}

/// The group of each fact in the order of `Fact::index`; 255 for none, 0 for places that no group names.
pub fn groups(root: &Path, names: &Names) -> Result<Vec<u8>> {
    let file: GroupsFile = super::read(root, "assets/knowledge/groups.toml")?;
    let (findings, tests, regions) = (names.findings.len(), names.tests.len(), names.regions.len());
    let places = findings + tests;
    let mut groups = vec![u8::MAX; places];
    // Where it hurts is one fact told in many zones: places that no group names share the first one.
    groups.resize(places + regions + names.areas.len(), 0);
    for (at, group) in file.group.iter().enumerate() {
        ensure!(group.members.len() <= 32, "groups.toml: `{}` has more than 32 members", group.id);
        let number = u8::try_from(at + 1).context("too many groups")?;
        for member in &group.members {
            let at = position(&names.findings, member, "")
                .or_else(|_| position(&names.tests, member, "").map(|at| findings + at))
                .or_else(|_| position(&names.regions, member, "").map(|at| places + at))
                .or_else(|_| position(&names.areas, member, "").map(|at| places + regions + at));
            let Ok(at) = at else {
                bail!("groups.toml: `{member}` in `{}` is no finding, self-test, region or area", group.id);
            };
            ensure!([0, u8::MAX].contains(&groups[at]), "groups.toml: `{member}` stands in two groups");
            groups[at] = number;
        }
    }
    Ok(groups)
}
