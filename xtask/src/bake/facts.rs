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
        collect(&file.self_test, &names.tests, "self-test").context(context)?;
        for name in &names.findings {
            ensure!(findings.contains_key(name), "background.toml has no q for `{name}`");
        }
        for name in &names.regions {
            ensure!(regions.contains_key(name), "background.toml has no q for region `{name}`");
        }
        Ok(Background { findings, regions })
    }

    pub fn finding(&self, slug: &str) -> Result<Pair> {
        self.findings.get(slug).copied().with_context(|| format!("no background q for `{slug}`"))
    }

    pub fn region(&self, slug: &str) -> Result<Pair> {
        self.regions.get(slug).copied().with_context(|| format!("no background q for region `{slug}`"))
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

/// One row of the likelihood table.
pub struct Row {
    /// Kind (0 finding, 1 test, 2 region, 3 area) and index of the fact.
    pub fact: (u8, usize),
    yes: [i32; 2],
    no: [i32; 2],
    basis: super::knowledge::Basis,
    sources: usize,
}

impl Row {
    /// From P(fact | cause) and P(fact | other).
    pub fn new(fact: (u8, usize), p: Pair, q: Pair, basis: super::knowledge::Basis, sources: usize) -> Row {
        let yes = [0, 1].map(|at| millibits(p[at] / q[at]));
        let no = [0, 1].map(|at| millibits((1.0 - p[at]) / (1.0 - q[at])));
        Row { fact, yes, no, basis, sources }
    }

    /// Lets a denial count only in part.
    pub fn soften_no(&mut self, share: f64) {
        self.no = self.no.map(|weight| (f64::from(weight) * share).round() as i32);
    }
}

/// The rows as columns, in Rust.
pub fn columns(rows: &[Row]) -> String {
    let column = |cell: &dyn Fn(&Row) -> String| rows.iter().map(cell).collect::<Vec<_>>().join(", ");
    format!(
        "Columns {{\n            facts: &[{}],\n            yes: [&[{}], &[{}]],\n            no: [&[{}], &[{}]],\n            bases: &[{}],\n            sources: &[{}],\n        }}",
        column(&|row| format!("{:?}", row.fact)),
        column(&|row| row.yes[0].to_string()),
        column(&|row| row.yes[1].to_string()),
        column(&|row| row.no[0].to_string()),
        column(&|row| row.no[1].to_string()),
        column(&|row| format!("Basis::{:?}", row.basis)),
        column(&|row| row.sources.to_string()),
    )
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

/// The group of each finding, test, region and area; 255 for none.
pub struct Groups {
    pub findings: Vec<u8>,
    pub tests: Vec<u8>,
    pub regions: Vec<u8>,
    pub areas: Vec<u8>,
}

impl Groups {
    pub fn read(root: &Path, names: &Names) -> Result<Groups> {
        let file: GroupsFile = super::read(root, "assets/knowledge/groups.toml")?;
        // Where it hurts is one fact told in many zones: regions that no group names share the first one.
        let mut groups = Groups {
            findings: vec![u8::MAX; names.findings.len()],
            tests: vec![u8::MAX; names.tests.len()],
            regions: vec![0; names.regions.len()],
            areas: vec![0; names.areas.len()],
        };
        for (at, group) in file.group.iter().enumerate() {
            let number = u8::try_from(at + 1).context("too many groups")?;
            for member in &group.members {
                let (list, free, at) = if let Ok(at) = position(&names.findings, member, "") {
                    (&mut groups.findings, u8::MAX, at)
                } else if let Ok(at) = position(&names.tests, member, "") {
                    (&mut groups.tests, u8::MAX, at)
                } else if let Ok(at) = position(&names.regions, member, "") {
                    (&mut groups.regions, 0, at)
                } else {
                    bail!("groups.toml: `{member}` in `{}` is no finding, self-test or region", group.id);
                };
                ensure!(list[at] == free, "groups.toml: `{member}` stands in two groups");
                list[at] = number;
            }
        }
        Ok(groups)
    }
}
