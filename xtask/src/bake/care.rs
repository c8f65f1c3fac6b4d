//! Lines of advice and the time course of a cause.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::knowledge::{Basis, Sources, Triage};

#[derive(Deserialize)]
pub struct CareRow {
    section: String,
    id: String,
    #[serde(default)]
    when: Option<String>,
    source: Vec<String>,
    basis: Basis,
    #[serde(default)]
    withheld_if: Vec<String>,
    rule: Option<String>,
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
    id: String,
    from_days: u16,
    to_days: Option<u16>,
}

impl CareRow {
    /// The row as Rust.
    pub fn rust(&self, sources: &Sources, triage: &Triage) -> Result<String> {
        self.read(sources, triage).with_context(|| format!("care line `{}`", self.id))
    }

    fn read(&self, sources: &Sources, triage: &Triage) -> Result<String> {
        let section = match self.section.as_str() {
            "self-care" => "SelfCare",
            "avoid" => "Avoid",
            "professional" => "Professional",
            "exercise" => "Exercise",
            "prevention" => "Prevention",
            "see-doctor" => "SeeDoctor",
            other => bail!("section `{other}` is unknown"),
        };
        let when = match self.when.as_deref() {
            None | Some("any") => "Any",
            Some("today") => "Today",
            Some("this-week") => "ThisWeek",
            Some("by-week-six") => "ByWeekSix",
            Some(other) => bail!("when `{other}` is unknown"),
        };
        ensure!(
            (section == "SeeDoctor") == self.rule.is_some(),
            "a see-doctor line, and no other, names the rule that gives its level"
        );
        let level = match &self.rule {
            Some(rule) => format!("Some(Level::{})", triage.level(rule)?),
            None => "None".into(),
        };
        let gates: Vec<usize> = self.withheld_if.iter().map(|gate| triage.gate(gate)).collect::<Result<_>>()?;
        Ok(format!(
            "CareLine {{ id: {:?}, section: Section::{section}, when: When::{when}, basis: Basis::{:?}, sources: {}, withheld_if: &{gates:?}, level: {level} }}",
            self.id,
            self.basis,
            sources.set(&self.source)?,
        ))
    }
}

impl Course {
    pub fn phases(&self) -> String {
        let rows: Vec<String> = self
            .phases
            .iter()
            .map(|phase| {
                let to = phase.to_days.unwrap_or(u16::MAX);
                format!("Phase {{ id: {:?}, from_days: {}, to_days: {to} }}", phase.id, phase.from_days)
            })
            .collect();
        format!("&[{}]", rows.join(", "))
    }

    pub fn sources(&self, sources: &Sources) -> Result<String> {
        sources.set(&self.source)
    }
}
