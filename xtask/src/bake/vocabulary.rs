//! The ids: slugs in the order of the vocabulary, and the causes in the order of [`CAUSES`].

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    region: Vec<Region>,
    area: Vec<Area>,
    finding: Vec<Finding>,
    self_test: Vec<Id>,
}

#[derive(Deserialize)]
struct Region {
    id: String,
    sided: bool,
}

#[derive(Deserialize)]
struct Area {
    id: String,
    regions: Vec<String>,
}

#[derive(Deserialize)]
struct Finding {
    id: String,
    group: String,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// All slugs, each list in the order that gives its ids.
pub struct Names {
    pub regions: Vec<String>,
    sided: Vec<bool>,
    pub areas: Vec<String>,
    pub area_regions: Vec<Vec<usize>>,
    pub findings: Vec<String>,
    finding_groups: Vec<String>,
    pub tests: Vec<String>,
    pub causes: Vec<String>,
}

impl Names {
    /// Reads the vocabulary, and the causes from the names of their files, `something-else` last.
    pub fn read(root: &Path) -> Result<Names> {
        let file: File = super::read(root, "assets/knowledge/vocabulary.toml")?;
        let regions: Vec<String> = file.region.iter().map(|row| row.id.clone()).collect();
        let mut causes = Vec::new();
        let folder = root.join("assets/knowledge/causes");
        for entry in std::fs::read_dir(&folder).context("reading assets/knowledge/causes")? {
            let path = entry?.path();
            if path.extension().is_some_and(|ext| ext == "toml") {
                causes.push(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            }
        }
        causes.sort_by_key(|slug| (slug == "something-else", slug.clone()));
        let area_regions = file
            .area
            .iter()
            .map(|area| area.regions.iter().map(|slug| position(&regions, slug, "region")).collect())
            .collect::<Result<_>>()?;
        Ok(Names {
            sided: file.region.iter().map(|row| row.sided).collect(),
            regions,
            areas: file.area.into_iter().map(|row| row.id).collect(),
            area_regions,
            finding_groups: file.finding.iter().map(|row| row.group.clone()).collect(),
            findings: file.finding.into_iter().map(|row| row.id).collect(),
            tests: file.self_test.into_iter().map(|row| row.id).collect(),
            causes,
        })
    }
}

/// Where the slug stands, or an error that says what kind of id is unknown.
pub fn position(list: &[String], slug: &str, kind: &str) -> Result<usize> {
    list.iter().position(|name| name == slug).with_context(|| format!("`{slug}` is no {kind} of the vocabulary"))
}

fn slugs(out: &mut String, name: &str, list: &[String]) {
    writeln!(out, "pub(super) static {name}: [&str; {}] = {list:#?};", list.len()).expect("a string");
}

pub fn generate(names: &Names) -> String {
    let mut out = super::header("assets/knowledge/vocabulary.toml");
    for (name, list) in [
        ("REGIONS", &names.regions),
        ("AREAS", &names.areas),
        ("FINDINGS", &names.findings),
        ("TESTS", &names.tests),
        ("CAUSES", &names.causes),
    ] {
        let mut sorted: Vec<usize> = (0..list.len()).collect();
        sorted.sort_by_key(|&at| &list[at]);
        slugs(&mut out, name, list);
        writeln!(out, "pub(super) static {name}_SORTED: [u8; {}] = {sorted:?};", list.len()).expect("a string");
    }
    let mut groups = names.finding_groups.clone();
    groups.dedup();
    let group = |slug: &String| groups.iter().position(|name| name == slug).unwrap_or(usize::from(u8::MAX));
    let of_findings: Vec<usize> = names.finding_groups.iter().map(group).collect();
    slugs(&mut out, "GROUPS", &groups);
    writeln!(out, "pub(super) static FINDING_GROUP: [u8; {}] = {of_findings:?};", of_findings.len()).expect("a string");
    writeln!(out, "pub(super) static REGION_SIDED: [bool; {}] = {:?};", names.sided.len(), names.sided)
        .expect("a string");
    let areas: Vec<String> = names.area_regions.iter().map(|list| format!("&{list:?}")).collect();
    writeln!(out, "pub(super) static AREA_REGIONS: [&[u8]; {}] = [{}];", areas.len(), areas.join(", "))
        .expect("a string");
    out
}
