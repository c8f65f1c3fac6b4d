//! Lines of advice and the time course of a cause.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::causes::CauseFile;
use super::knowledge::{Basis, Sources, Triage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareRow {
    section: String,
    id: String,
    #[serde(default)]
    when: Option<String>,
    source: Vec<String>,
    basis: Basis,
    #[serde(default)]
    withheld_if: Vec<String>,
}

#[derive(Deserialize)]
pub struct Course {
    phases: Vec<PhaseRow>,
    source: Vec<String>,
    #[serde(rename = "basis")]
    _basis: Basis,
}

#[derive(Deserialize)]
struct PhaseRow {
    from_days: u16,
    to_days: Option<u16>,
}

#[derive(Deserialize)]
struct SharedFile {
    line: Vec<CareRow>,
}

/// The tables of advice, in Rust.
pub struct Tables {
    /// One byte of section, time and basis, and the gates, for each line; shared lines first.
    pub lines: String,
    /// The names of the lines.
    pub ids: Vec<String>,
    /// How many lines are shared.
    pub shared: usize,
    /// For each cause: number of own lines, then shared lines, rules and phases, each behind its length in bytes.
    pub of_causes: Vec<u8>,
}

pub fn generate(root: &Path, causes: &[CauseFile], sources: &Sources, triage: &Triage) -> Result<Tables> {
    let shared: SharedFile = super::read(root, "assets/knowledge/care.toml")?;
    let (mut lines, mut ids) = (Vec::new(), Vec::new());
    for row in &shared.line {
        lines.push(row.rust(sources, triage).context("in care.toml")?);
        ids.push(row.id.clone());
    }
    ensure!(lines.len() <= 256, "more than 256 shared lines");
    let mut of_causes = Vec::new();
    for cause in causes {
        let context = || format!("in causes/{}.toml", cause.id);
        for row in &cause.care {
            lines.push(row.rust(sources, triage).with_context(context)?);
            ids.push(format!("{}.{}", cause.id, row.id));
        }
        for gate in cause.tests().flat_map(|(_, gates)| gates) {
            triage.gate(gate).with_context(context)?;
        }
        let number = |id: &String| {
            shared
                .line
                .iter()
                .position(|row| row.id == *id)
                .with_context(|| format!("no shared line `{id}` in care.toml"))
        };
        let own_shared: Vec<usize> = cause.shared.iter().map(number).collect::<Result<_>>().with_context(context)?;
        let see_doctor: Vec<usize> =
            cause.see_doctor.iter().map(|rule| triage.number(rule)).collect::<Result<_>>().with_context(context)?;
        let phases = match &cause.course {
            Some(course) => course.bytes(sources).with_context(context)?,
            None => Vec::new(),
        };
        of_causes.push(byte(cause.care.len())?);
        for list in [own_shared, see_doctor, phases] {
            of_causes.push(byte(list.len())?);
            for item in list {
                of_causes.push(byte(item)?);
            }
        }
    }
    for at in 1..ids.len() {
        ensure!(!ids[..at].contains(&ids[at]), "the line `{}` stands twice", ids[at]);
    }
    Ok(Tables { shared: shared.line.len(), lines: format!("&[{}]", lines.join(", ")), ids, of_causes })
}

fn byte(number: usize) -> Result<u8> {
    u8::try_from(number).with_context(|| format!("{number} does not fit into a byte"))
}

impl CareRow {
    /// The row as Rust.
    fn rust(&self, sources: &Sources, triage: &Triage) -> Result<String> {
        self.read(sources, triage).with_context(|| format!("care line `{}`", self.id))
    }

    fn read(&self, sources: &Sources, triage: &Triage) -> Result<String> {
        let section = match self.section.as_str() {
            // In the order of `Section::ALL`.
            "self-care" => 0,
            "avoid" => 1,
            "professional" => 2,
            "exercise" => 3,
            "prevention" => 4,
            other => bail!("section `{other}` is unknown"),
        };
        let when = match self.when.as_deref() {
            // In the order of `When::ALL`.
            Some("today") => 0,
            Some("this-week") => 1,
            Some("by-week-six") => 2,
            None | Some("any") => 3,
            Some(other) => bail!("when `{other}` is unknown"),
        };
        let mut gates = 0_u16;
        for gate in &self.withheld_if {
            gates |= 1 << triage.gate(gate)?;
        }
        sources.check(&self.source)?;
        Ok(format!("({}, {gates})", section | when << 3 | (self.basis as u8) << 5))
    }
}

impl Course {
    /// First and last day of each phase, two bytes each, low byte first.
    fn bytes(&self, sources: &Sources) -> Result<Vec<usize>> {
        sources.check(&self.source)?;
        let days = self.phases.iter().flat_map(|phase| [phase.from_days, phase.to_days.unwrap_or(u16::MAX)]);
        Ok(days.flat_map(u16::to_le_bytes).map(usize::from).collect())
    }
}
