//! One cause: base rate, likelihoods, regions, tests, course and care.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::care::{CareRow, Course};
use super::facts::{Background, Row, columns, millibits, probability};
use super::knowledge::{Basis, Model, Sources, Triage};
use super::rules::Compiler;
use super::vocabulary::{Names, position};

#[derive(Deserialize)]
pub struct CauseFile {
    id: String,
    pub base_rate: BaseRate,
    ceiling: Option<Ceiling>,
    #[serde(default)]
    modifier: Vec<ModifierRow>,
    #[serde(default)]
    likelihood: Vec<LikelihoodRow>,
    #[serde(default)]
    region: Vec<RegionRow>,
    #[serde(default)]
    self_test: Vec<TestRow>,
    course: Option<Course>,
    #[serde(default)]
    care: Vec<CareRow>,
}

/// Per 1,000 people who look up such pain.
#[derive(Deserialize)]
pub struct BaseRate {
    pub everyone: f64,
    pub after_exercise: f64,
}

/// The most that answers alone can say for the cause.
#[derive(Deserialize)]
struct Ceiling {
    share: f64,
    #[serde(rename = "basis")]
    _basis: Basis,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
struct ModifierRow {
    when: String,
    ratio: f64,
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
    sensitivity: f64,
    specificity: f64,
    basis: Basis,
    source: Vec<String>,
}

/// What a cause is read against.
pub struct Shelf<'a> {
    pub names: &'a Names,
    pub background: &'a Background,
    pub sources: &'a Sources,
    pub triage: &'a Triage,
    pub compiler: &'a Compiler<'a>,
    pub model: &'a Model,
}

impl CauseFile {
    pub fn read(root: &Path, slug: &str) -> Result<CauseFile> {
        let file: CauseFile = super::read(root, &format!("assets/knowledge/causes/{slug}.toml"))?;
        ensure!(file.id == slug, "causes/{slug}.toml holds the id `{}`", file.id);
        Ok(file)
    }

    /// The cause as Rust, its prior against the base rate of `something-else`.
    pub fn rust(&self, with: &Shelf, other: &BaseRate) -> Result<String> {
        self.generate(with, other).with_context(|| format!("in causes/{}.toml", self.id))
    }

    fn generate(&self, with: &Shelf, other: &BaseRate) -> Result<String> {
        let prior = [self.base_rate.everyone / other.everyone, self.base_rate.after_exercise / other.after_exercise]
            .map(|ratio| (f64::from(millibits(ratio)) * with.model.prior_weight).round() as i32);
        let ceiling = match &self.ceiling {
            Some(ceiling) => millibits(probability(ceiling.share)? / (1.0 - ceiling.share)),
            None => i32::MAX,
        };
        let mut modifiers = Vec::new();
        for row in &self.modifier {
            let weight = (f64::from(millibits(row.ratio)) * with.model.prior_weight).round() as i32;
            modifiers.push(format!("Modifier {{ when: {}, weight: {weight} }}", with.compiler.rule(&row.when)?));
        }
        let mut rows = self.rows(with)?;
        rows.sort_by_key(|row| row.fact);
        for pair in rows.windows(2) {
            ensure!(pair[0].fact != pair[1].fact, "the fact {:?} stands twice", pair[1].fact);
        }
        let care: Vec<String> =
            self.care.iter().map(|row| row.rust(with.sources, with.triage)).collect::<Result<_>>()?;
        let (phases, course_sources) = match &self.course {
            Some(course) => (course.phases(), course.sources(with.sources)?),
            None => ("&[]".into(), format!("SourceSet({})", Sources::NONE)),
        };
        Ok(format!(
            "    // {}\n    Cause {{\n        prior: {prior:?},\n        ceiling: {ceiling},\n        modifiers: &[{}],\n        columns: {},\n        phases: {phases},\n        course_sources: {course_sources},\n        care: &[\n            {}\n        ],\n        pattern: &[{}],\n    }},\n",
            self.id,
            modifiers.join(", "),
            columns(&rows),
            care.join(",\n            "),
            self.pattern(with.names)?,
        ))
    }

    fn rows(&self, with: &Shelf) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for row in &self.likelihood {
            let at = position(&with.names.findings, &row.finding, "finding")?;
            let p = [probability(row.p)?, probability(row.p_after_exercise.unwrap_or(row.p))?];
            let q = with.background.finding(&row.finding)?;
            rows.push(Row::new((0, at), p, q, row.basis, with.sources.number(&row.source)?));
        }
        for row in &self.self_test {
            let at = position(&with.names.tests, &row.id, "self-test")?;
            let (p, q) = (probability(row.sensitivity)?, probability(1.0 - row.specificity)?);
            rows.push(Row::new((1, at), [p; 2], [q; 2], row.basis, with.sources.number(&row.source)?));
        }
        for row in &self.region {
            let at = position(&with.names.regions, &row.id, "region")?;
            let q = with.background.region(&row.id)?;
            let sources = with.sources.number(&row.source)?;
            let mut row = Row::new((2, at), [probability(row.p)?; 2], q, row.basis, sources);
            row.soften_no(with.model.unmarked_weight);
            rows.push(row);
        }
        rows.extend(self.areas(with)?);
        Ok(rows)
    }

    /// "Somewhere in there" is a mixture: a mark that fell on one of the area's regions, each as likely as the next.
    fn areas(&self, with: &Shelf) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (at, regions) in with.names.area_regions.iter().enumerate() {
            let (mut p, mut q) = (0.0, [0.0; 2]);
            for &region in regions {
                let slug = &with.names.regions[region];
                let background = with.background.region(slug)?;
                p += self.region.iter().find(|row| row.id == *slug).map_or(background[0], |row| row.p);
                q = [q[0] + background[0], q[1] + background[1]];
            }
            let count = regions.len() as f64;
            let q = q.map(|q| q / count);
            if !self.region.is_empty() {
                rows.push(Row::new((3, at), [p / count; 2], q, Basis::Judgement, Sources::NONE));
            }
        }
        Ok(rows)
    }

    /// The regions that hurt in at least one of five people, most usual first.
    fn pattern(&self, names: &Names) -> Result<String> {
        let mut rows: Vec<&RegionRow> = self.region.iter().filter(|row| row.p >= 0.2).collect();
        rows.sort_by(|a, b| b.p.total_cmp(&a.p));
        let rows: Vec<String> = rows
            .iter()
            .map(|row| {
                let at = position(&names.regions, &row.id, "region")?;
                Ok(format!("(RegionId::baked({at}), {})", (row.p * 100.0).round()))
            })
            .collect::<Result<_>>()?;
        Ok(rows.join(", "))
    }
}
