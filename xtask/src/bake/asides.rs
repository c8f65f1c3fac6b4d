//! What stands beside the clinical facts: numbers to call by country, and answers that rarely hold together.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::rules::Compiler;

#[derive(Deserialize)]
struct Numbers {
    country: Vec<Country>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    code: String,
    emergency: String,
    #[serde(default)]
    urgent: String,
    source: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
struct Clashes {
    clash: Vec<Clash>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clash {
    id: String,
    when: String,
    ask: Vec<String>,
}

/// The table of countries, in Rust.
pub fn numbers(root: &Path) -> Result<String> {
    let file: Numbers = super::read(root, "assets/knowledge/numbers.toml")?;
    let mut rows = Vec::new();
    for (at, row) in file.country.iter().enumerate() {
        let context = format!("in numbers.toml, `{}`", row.code);
        let is_code = |c: char| c.is_ascii_lowercase() || c == '-';
        ensure!(row.code.len() >= 2 && row.code.chars().all(is_code), "{context}: not a country code in lower case");
        ensure!(file.country[..at].iter().all(|before| before.code != row.code), "{context}: stands twice");
        ensure!(!row.source.is_empty(), "{context}: no source");
        for number in [&row.emergency, &row.urgent] {
            ensure!(number.chars().all(|c| c.is_ascii_digit() || c == ' '), "{context}: `{number}` is no number");
        }
        ensure!(!row.emergency.is_empty(), "{context}: no emergency number");
        rows.push(format!("({:?}, {:?}, {:?})", row.code, row.emergency, row.urgent));
    }
    Ok(format!("&[{}]", rows.join(", ")))
}

/// The table of clashes, in Rust; `questions`: the ids of the core questions.
pub fn clashes(root: &Path, compiler: &Compiler<'_>, questions: &[String]) -> Result<String> {
    let file: Clashes = super::read(root, "assets/knowledge/clashes.toml")?;
    let mut rows = Vec::new();
    for row in &file.clash {
        let context = || format!("in clashes.toml, `{}`", row.id);
        ensure!(!row.ask.is_empty(), "{}: no screen where it can be changed", context());
        for screen in &row.ask {
            ensure!(screen == "map" || questions.contains(screen), "{}: no screen `{screen}`", context());
        }
        let when = compiler.rule(&row.when).with_context(context)?;
        rows.push(format!("    Clash {{ id: {:?}, when: {when}, ask: &{:?} }},\n", row.id, row.ask));
    }
    Ok(format!("&[\n{}]", rows.concat()))
}
