//! The cases with their answers, as the files give them.

use std::path::Path;

use posterior::case::{Case, parse};
use posterior::knowledge::Level;
use posterior::vocabulary::CauseId;
use serde::Deserialize;

/// What a line holds beside the case.
#[derive(Deserialize)]
struct Line {
    truth: String,
    #[serde(default)]
    acceptable: Vec<String>,
    triage: Option<String>,
    kind: Option<String>,
    quality: Option<String>,
}

/// One case with its answer.
pub struct Item {
    /// The case's own name, or its line.
    pub id: String,
    /// Which of the files it stands in.
    pub file: usize,
    /// `published`, `lay` and so on; empty when the line does not say.
    pub kind: String,
    /// How much of what matters the text told: `good`, `fair`, `thin`.
    pub quality: String,
    /// What it was; `something-else` when the knowledge base does not hold it.
    pub truth: CauseId,
    /// Whether the knowledge base holds what it was.
    pub known: bool,
    /// Answers that a reader would let pass in first place.
    pub acceptable: Vec<CauseId>,
    /// The level that a prudent reader would advise.
    pub triage: Option<Level>,
    /// What the person reported.
    pub case: Case,
}

/// All cases of all files, and the name of each file.
pub struct Cases {
    /// In the order of the files and lines.
    pub items: Vec<Item>,
    /// Without folder and ending.
    pub files: Vec<String>,
}

/// Reads the files; the first line that is no case with an answer stops it.
pub fn read(files: &[String]) -> Result<Cases, String> {
    let mut cases = Cases { items: Vec::new(), files: Vec::new() };
    for (file, path) in files.iter().enumerate() {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            cases.items.push(item(file, at, line).map_err(|error| format!("{path}: line {}: {error}", at + 1))?);
        }
        let name = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or(path);
        cases.files.push(name.to_owned());
    }
    if cases.items.is_empty() { Err("the files hold no case".to_owned()) } else { Ok(cases) }
}

fn item(file: usize, at: usize, text: &str) -> Result<Item, String> {
    let line: Line = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let parsed = parse(text).map_err(|error| error.to_string())?;
    let triage = match line.triage.as_deref() {
        None | Some("") => None,
        Some(slug) => {
            let level = Level::ALL.into_iter().find(|level| level.slug() == slug);
            Some(level.ok_or_else(|| format!("`{slug}` is no level"))?)
        }
    };
    let cause = CauseId::from_slug(&line.truth).filter(|&id| id != CauseId::SOMETHING_ELSE);
    Ok(Item {
        id: parsed.id.unwrap_or_else(|| format!("line-{}", at + 1)),
        file,
        kind: line.kind.unwrap_or_default(),
        quality: line.quality.unwrap_or_default(),
        truth: cause.unwrap_or(CauseId::SOMETHING_ELSE),
        known: cause.is_some(),
        acceptable: line.acceptable.iter().filter_map(|slug| CauseId::from_slug(slug)).collect(),
        triage,
        case: parsed.case,
    })
}
