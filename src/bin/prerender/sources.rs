//! The page of sources: what every number, rule and line of advice rests on, made from the data themselves.

use super::pages::{escaped, footer};
use anyhow::{Context, Result};
use posterior::knowledge::care_id;
use posterior::text::Pack;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Cause {
    id: String,
    base_rate: BaseRate,
    #[serde(default)]
    likelihood: Vec<Likelihood>,
    #[serde(default)]
    region: Vec<Place>,
    course: Option<Cited>,
    #[serde(default)]
    care: Vec<Line>,
    #[serde(default)]
    shared: Vec<String>,
}

#[derive(Deserialize)]
struct BaseRate {
    everyone: f64,
    basis: String,
    source: Vec<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Likelihood {
    finding: String,
    p: f64,
    basis: String,
    source: Vec<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Place {
    id: String,
    p: f64,
    basis: String,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Cited {
    basis: String,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    basis: String,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Shared {
    line: Vec<Line>,
}

#[derive(Deserialize)]
struct HomeTests {
    home_test: Vec<Line>,
}

#[derive(Deserialize)]
struct Countries {
    country: Vec<Country>,
}

#[derive(Deserialize)]
struct Country {
    code: String,
    emergency: String,
    #[serde(default)]
    urgent: String,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Rules {
    #[serde(default)]
    rule: Vec<Line>,
    #[serde(default)]
    escalation: Vec<Line>,
}

#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    key: String,
    title: String,
    authors: Option<String>,
    journal: Option<String>,
    year: Option<u16>,
    doi: Option<String>,
    pmid: Option<toml::Value>,
    url: Option<String>,
    #[serde(default)]
    unverified: bool,
    note: Option<String>,
}

fn read<T: for<'a> Deserialize<'a>>(root: &Path, file: &str) -> Result<T> {
    let text = fs::read_to_string(root.join(file)).with_context(|| format!("reading {file}"))?;
    toml::from_str(&text).with_context(|| format!("in {file}"))
}

fn all_sources(root: &Path) -> Result<Vec<Source>> {
    let mut all: Vec<Source> = Vec::new();
    for file in ["assets/knowledge/sources.toml", "assets/knowledge/triage/sources.toml"] {
        all.extend(read::<Sources>(root, file)?.source);
    }
    // A source that both rooms cite stands in both files.
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all.dedup_by(|a, b| a.key == b.key);
    Ok(all)
}

/// Who and when, by the key of the source.
pub fn labels(root: &Path) -> Result<BTreeMap<String, String>> {
    Ok(all_sources(root)?.iter().map(|source| (source.key.clone(), source.label())).collect())
}

/// The body of the page: the causes, the warning signs, then every source in full. What the app links to has an id.
pub fn body(root: &Path, pack: &Pack) -> Result<String> {
    let mut page = Page { out: String::new(), labels: BTreeMap::new(), pack };
    let all = all_sources(root)?;
    page.labels = all.iter().map(|source| (source.key.clone(), source.label())).collect();

    writeln!(page.out, "<main class=\"app guide\">")?;
    writeln!(page.out, "<header class=\"top\"><p class=\"name\">{}</p></header>", pack.get("ui.name"))?;
    page.heading("h1", "ui.sources.title")?;
    writeln!(page.out, "<p>{}</p>", pack.get("ui.sources.intro"))?;
    let shared: Shared = read(root, "assets/knowledge/care.toml")?;
    for id in posterior::vocabulary::CauseId::all() {
        page.cause(&read(root, &format!("assets/knowledge/causes/{}.toml", id.slug()))?, &shared.line)?;
    }
    page.heading("h2", "ui.sources.rules")?;
    writeln!(page.out, "<ul>")?;
    for file in ["assets/knowledge/triage/rules.toml", "assets/knowledge/triage/escalations.toml"] {
        let rules: Rules = read(root, file)?;
        for rule in rules.rule.iter().chain(&rules.escalation) {
            let words = pack.get_plain(&format!("rule.{}.plain", rule.id));
            page.item(Some(&rule.id), &words, &rule.basis, &rule.source, "")?;
        }
    }
    writeln!(page.out, "</ul>")?;
    page.heading("h2", "ui.tests.title")?;
    writeln!(page.out, "<ul>")?;
    for test in read::<HomeTests>(root, "assets/knowledge/home-tests.toml")?.home_test {
        let words = pack.get_plain(&format!("test.{}.title", test.id));
        page.item(None, &words, &test.basis, &test.source, "")?;
    }
    writeln!(page.out, "</ul>")?;
    page.heading("h2", "ui.sources.all")?;
    writeln!(page.out, "<dl>")?;
    for source in &all {
        page.source(source)?;
    }
    writeln!(page.out, "</dl>")?;
    page.heading("h2", "ui.sources.numbers")?;
    writeln!(page.out, "<ul>")?;
    for country in read::<Countries>(root, "assets/knowledge/numbers.toml")?.country {
        let name = pack.get_plain(&format!("country.{}", country.code));
        let numbers = [country.emergency, country.urgent].join(" ");
        write!(page.out, "<li><span class=\"cap\">{name}</span>: {}", numbers.trim())?;
        for address in &country.source {
            let href = escaped(address);
            write!(page.out, " <a href=\"{href}\" rel=\"noreferrer noopener\">{href}</a>")?;
        }
        writeln!(page.out, "</li>")?;
    }
    writeln!(page.out, "</ul>\n{}</main>", footer(pack, ""))?;
    Ok(page.out)
}

trait Plain {
    fn get_plain(&self, key: &str) -> String;
}

impl Plain for Pack {
    /// The words for HTML.
    fn get_plain(&self, key: &str) -> String {
        escaped(self.get(key))
    }
}

struct Page<'a> {
    out: String,
    labels: BTreeMap<String, String>,
    pack: &'a Pack,
}

impl Page<'_> {
    fn heading(&mut self, tag: &str, key: &str) -> Result<()> {
        Ok(writeln!(self.out, "<{tag}>{}</{tag}>", self.pack.get_plain(key))?)
    }

    fn cause(&mut self, cause: &Cause, shared: &[Line]) -> Result<()> {
        let name = self.pack.get_plain(&format!("cause.{}.name", cause.id));
        writeln!(self.out, "<section id=\"{}\">\n<h2>{name}</h2>\n<ul>", cause.id)?;
        let rate = format!("{}: {}", self.pack.get_plain("ui.sources.rate"), cause.base_rate.everyone);
        self.item(None, &rate, &cause.base_rate.basis, &cause.base_rate.source, &cause.base_rate.note)?;
        if let Some(course) = &cause.course {
            let words = self.pack.get_plain("ui.cause.course");
            self.item(None, &words, &course.basis, &course.source, "")?;
        }
        let number = |id: &str| (0..u16::MAX).find(|&at| care_id(at) == id || care_id(at).is_empty()).unwrap_or(0);
        let own = cause.care.iter().map(|line| (format!("{}.{}", cause.id, line.id), line));
        let shared = shared.iter().filter(|line| cause.shared.contains(&line.id)).map(|line| (line.id.clone(), line));
        for (id, line) in own.chain(shared).collect::<Vec<_>>() {
            let key = format!("care.{}", number(&id));
            let words = self.pack.find(&key).or_else(|| self.pack.find(&format!("{key}.name"))).unwrap_or(&id);
            let words = escaped(words);
            self.item(None, &words, &line.basis, &line.source, "")?;
        }
        for row in cause.likelihood.iter().filter(|row| row.basis != "judgement") {
            let words = self.pack.get_plain(&format!("finding.{}.fact", row.finding));
            let words = format!("{words} {}", self.share(row.p));
            self.item(None, &words, &row.basis, &row.source, &row.note)?;
        }
        for row in cause.region.iter().filter(|row| row.basis != "judgement") {
            let words = self.pack.get_plain(&format!("region.{}", row.id));
            let words = format!("<span class=\"cap\">{words}</span>: {}", self.share(row.p));
            self.item(None, &words, &row.basis, &row.source, "")?;
        }
        writeln!(self.out, "</ul>\n<p>{}</p>\n</section>", self.pack.get_plain("ui.sources.judgement"))?;
        Ok(())
    }

    /// "31 of 100 people with it."
    fn share(&self, p: f64) -> String {
        escaped(&self.pack.fill("ui.sources.share", &[("n", &format!("{:.0}", p * 100.0))]))
    }

    fn item(&mut self, id: Option<&str>, words: &str, basis: &str, sources: &[String], note: &str) -> Result<()> {
        let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
        let basis = self.pack.get_plain(&format!("ui.basis.{basis}"));
        write!(self.out, "<li{id}>{words} <small>{basis}</small>")?;
        for key in sources.iter().filter(|key| *key != "judgement") {
            let label = self.labels.get(key).with_context(|| format!("no source `{key}`"))?;
            write!(self.out, " <a href=\"#source-{key}\">{}</a>", escaped(label))?;
        }
        if !note.is_empty() {
            write!(self.out, "<br><small>{}</small>", escaped(note))?;
        }
        Ok(writeln!(self.out, "</li>")?)
    }

    fn source(&mut self, source: &Source) -> Result<()> {
        writeln!(self.out, "<dt id=\"source-{}\">{}</dt>", source.key, escaped(&source.label()))?;
        let citation = escaped(&source.citation());
        match source.address() {
            Some(address) => {
                let href = escaped(&address);
                write!(self.out, "<dd><a href=\"{href}\" rel=\"noreferrer noopener\">{citation}</a>")?;
            }
            None => write!(self.out, "<dd>{citation}")?,
        }
        if source.unverified {
            write!(self.out, "<br>{}", self.pack.get_plain("ui.sources.unverified"))?;
        }
        if let Some(note) = &source.note {
            write!(self.out, "<br>{}", escaped(note))?;
        }
        Ok(writeln!(self.out, "</dd>")?)
    }
}

impl Source {
    /// Who and when, in few words: "Cheung 2003", "NHS".
    fn label(&self) -> String {
        let who = self.authors.as_deref().unwrap_or(&self.title);
        let who = who.split([',', ';', ':', '(', '/']).next().unwrap_or(who).trim();
        // "Cheung K" is Cheung; an organisation keeps its name.
        let mut words: Vec<&str> = who.split(' ').collect();
        if words.len() > 1 && words.last().is_some_and(|last| last.len() <= 3 && last.chars().all(char::is_uppercase)) {
            words.pop();
        }
        let mut label = String::new();
        for word in words {
            if label.len() + word.len() > 40 {
                label.push('…');
                break;
            }
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(word);
        }
        if let Some(year) = self.year {
            label.push_str(&format!(" {year}"));
        }
        label
    }

    fn citation(&self) -> String {
        let parts = [self.authors.as_deref(), Some(&self.title), self.journal.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(|part| part.trim_end_matches('.')).collect();
        let year = self.year.map(|year| format!(" ({year})")).unwrap_or_default();
        format!("{}{year}.", parts.join(". "))
    }

    /// Where it can be read: the DOI before the page that was seen.
    fn address(&self) -> Option<String> {
        let pmid = self.pmid.as_ref().map(|pmid| pmid.as_str().map_or_else(|| pmid.to_string(), str::to_owned));
        self.doi
            .as_ref()
            .map(|doi| format!("https://doi.org/{doi}"))
            .or_else(|| pmid.map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/")))
            .or_else(|| self.url.clone())
    }
}
