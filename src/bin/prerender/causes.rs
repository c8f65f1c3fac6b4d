//! The pages of the causes: one for each, with its evidence as a table, and one that lists them. Made from the data, as the
//! engine's own tables are.

use super::pages::{data, escaped, footer};
use super::sources::labels;
use anyhow::{Context, Result};
use posterior::text::Pack;
use posterior::vocabulary::CauseId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Cause {
    id: String,
    base_rate: Rate,
    #[serde(default)]
    likelihood: Vec<Row>,
    #[serde(default)]
    region: Vec<Row>,
    #[serde(default)]
    self_test: Vec<Row>,
}

#[derive(Deserialize)]
struct Rate {
    everyone: f64,
    after_exercise: f64,
    basis: String,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    /// Rows of findings name it so.
    #[serde(alias = "finding")]
    id: String,
    p: f64,
    basis: String,
    source: Vec<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Background {
    finding: Vec<Other>,
    region: Vec<Other>,
    self_test: Vec<Other>,
}

/// How many others say so.
#[derive(Deserialize)]
struct Other {
    id: String,
    q: f64,
}

/// One page: the name of its file, its title, what stands in its head, and its body.
pub struct Page {
    pub file: String,
    pub title: String,
    pub data: String,
    pub body: String,
}

fn read<T: for<'a> Deserialize<'a>>(root: &Path, file: &str) -> Result<T> {
    let text = fs::read_to_string(root.join(file)).with_context(|| format!("reading {file}"))?;
    toml::from_str(&text).with_context(|| format!("in {file}"))
}

/// All pages, the list first.
pub fn pages(root: &Path, pack: &Pack) -> Result<Vec<Page>> {
    let background: Background = read(root, "assets/knowledge/background.toml")?;
    let writer = Writer { pack, labels: labels(root)?, background };
    let mut pages = vec![writer.list()?];
    for id in CauseId::all().filter(|&id| id != CauseId::SOMETHING_ELSE) {
        pages.push(writer.page(&read(root, &format!("assets/knowledge/causes/{}.toml", id.slug()))?)?);
    }
    Ok(pages)
}

struct Writer<'a> {
    pack: &'a Pack,
    labels: BTreeMap<String, String>,
    background: Background,
}

impl Writer<'_> {
    fn words(&self, key: &str) -> String {
        escaped(self.pack.get(key))
    }

    fn top(&self, title: &str) -> String {
        let name = self.words("ui.name");
        format!(
            "<main class=\"app guide\">\n<header class=\"top\"><p class=\"name\">{name}</p></header>\n<h1>{title}</h1>\n"
        )
    }

    fn list(&self) -> Result<Page> {
        let (title, lead) = (self.words("page.causes.title"), self.words("page.causes.lead"));
        let mut body = self.top(&title);
        writeln!(body, "<p>{lead}</p>\n<ul>")?;
        for id in CauseId::all().filter(|&id| id != CauseId::SOMETHING_ELSE) {
            let slug = id.slug();
            let name = self.words(&format!("cause.{slug}.name"));
            let medical = self.words(&format!("cause.{slug}.medical"));
            writeln!(body, "<li><a href=\"{slug}.html\">{name}</a> <small>({medical})</small></li>")?;
        }
        writeln!(body, "</ul>\n{}</main>", footer(self.pack, "../"))?;
        let data = data(self.pack.get("page.causes.title"), self.pack.get("page.causes.lead"), None);
        Ok(Page { file: "index.html".into(), title, data, body })
    }

    fn page(&self, cause: &Cause) -> Result<Page> {
        let part = |part: &str| format!("cause.{}.{part}", cause.id);
        let (name, medical) = (self.words(&part("name")), self.words(&part("medical")));
        let mut body = self.top(&format!("{name} <span class=\"medical\">({medical})</span>"));
        for key in ["summary", "why", "feels", "prognosis"] {
            writeln!(body, "<p>{}</p>", self.words(&part(key)))?;
        }
        let (guide, all) = (self.words("ui.cause.do"), self.words("page.causes.back"));
        writeln!(body, "<p><a href=\"../guide.html#{}\">{guide}</a></p>", cause.id)?;
        writeln!(body, "<h2>{}</h2>", self.words("page.causes.rate"))?;
        let (n, after) = (count(cause.base_rate.everyone), count(cause.base_rate.after_exercise));
        let rate = escaped(&self.pack.fill("page.causes.rate.line", &[("n", &n), ("after", &after)]));
        writeln!(body, "<p>{rate} {}</p>", self.rests(&cause.base_rate.basis, &cause.base_rate.source, "")?)?;
        writeln!(body, "<h2 id=\"evidence\">{}</h2>", self.words("page.causes.evidence"))?;
        writeln!(body, "<p>{}</p>", self.words("page.causes.evidence.lead"))?;
        writeln!(body, "<section class=\"wide\" tabindex=\"0\" aria-labelledby=\"evidence\">\n<table>\n<thead><tr>")?;
        for head in ["answer", "with", "others", "rests"] {
            writeln!(body, "<th scope=\"col\">{}</th>", self.words(&format!("page.causes.{head}")))?;
        }
        writeln!(body, "</tr></thead><tbody>")?;
        for row in &cause.likelihood {
            let words = self.words(&format!("finding.{}.fact", row.id));
            let other = other(&self.background.finding, &row.id);
            self.row(&mut body, &words, row.p, other, &self.rests(&row.basis, &row.source, &row.note)?)?;
        }
        for row in &cause.region {
            let name = self.words(&format!("region.{}", row.id));
            let words = format!("<span class=\"cap\">{name}</span>");
            let other = other(&self.background.region, &row.id);
            self.row(&mut body, &words, row.p, other, &self.rests(&row.basis, &row.source, &row.note)?)?;
        }
        for row in &cause.self_test {
            let words = self.words(&format!("test.{}.fact", row.id));
            let other = other(&self.background.self_test, &row.id);
            self.row(&mut body, &words, row.p, other, &self.rests(&row.basis, &row.source, &row.note)?)?;
        }
        writeln!(body, "</tbody></table>\n</section>\n<p>{}</p>", self.words("page.causes.not-a-doctor"))?;
        writeln!(body, "<p><a href=\"./\">{all}</a></p>\n{}</main>", footer(self.pack, "../"))?;
        let about = (self.pack.get_owned(&part("name")), self.pack.get_owned(&part("medical")));
        let data = data(&about.0, &self.pack.get_owned(&part("summary")), Some((&about.0, &about.1)));
        Ok(Page { file: format!("{}.html", cause.id), title: name, data, body })
    }

    fn row(&self, out: &mut String, words: &str, p: f64, q: Option<f64>, rests: &str) -> Result<()> {
        let q = q.map_or_else(String::new, |q| count(q * 100.0));
        let p = count(p * 100.0);
        Ok(writeln!(out, "<tr><th scope=\"row\">{words}</th><td>{p}</td><td>{q}</td><td><p>{rests}</p></td></tr>")?)
    }

    /// What a number rests on, with its sources.
    fn rests(&self, basis: &str, sources: &[String], note: &str) -> Result<String> {
        let mut out = format!("<small>{}", self.words(&format!("ui.basis.{basis}")));
        for key in sources.iter().filter(|key| *key != "judgement") {
            let label = self.labels.get(key).with_context(|| format!("no source `{key}`"))?;
            write!(out, "; <a href=\"../sources.html#source-{key}\">{}</a>", escaped(label))?;
        }
        if !note.is_empty() {
            write!(out, "<br>{}", escaped(note))?;
        }
        Ok(out + "</small>")
    }
}

trait Owned {
    fn get_owned(&self, key: &str) -> String;
}

impl Owned for Pack {
    fn get_owned(&self, key: &str) -> String {
        self.get(key).to_owned()
    }
}

fn other(rows: &[Other], id: &str) -> Option<f64> {
    rows.iter().find(|row| row.id == id).map(|row| row.q)
}

/// A number as the data say it: whole from one up, below that with what it has.
fn count(n: f64) -> String {
    if n >= 1.0 || n == 0.0 { format!("{n:.0}") } else { format!("{n:.2}").trim_end_matches('0').to_owned() }
}
