//! Gathers the knowledge files into `src/knowledge/tables.rs`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::causes::{CauseFile, Shelf};
use super::facts::{Background, Groups};
use super::rules::Compiler;
use super::vocabulary::{Names, position};

/// What a fact rests on.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Study,
    Review,
    Judgement,
}

/// `model.toml`.
#[derive(Deserialize)]
pub struct Model {
    pub prior_weight: f64,
    pub unmarked_weight: f64,
    sharpness: f64,
    cannot_tell_below: f64,
    after_exercise_when: String,
}

#[derive(Deserialize)]
struct SourcesFile {
    source: Vec<SourceRow>,
}

#[derive(Deserialize)]
struct SourceRow {
    key: String,
}

/// The keys of all sources, in order, and the sets of them that rows have asked for so far.
pub struct Sources {
    keys: Vec<String>,
    sets: RefCell<Vec<Vec<usize>>>,
}

impl Sources {
    fn read(root: &Path) -> Result<Sources> {
        let mut keys = Vec::new();
        for path in ["assets/knowledge/sources.toml", "assets/knowledge/triage/sources.toml"] {
            let file: SourcesFile = super::read(root, path)?;
            keys.extend(file.source.into_iter().map(|row| row.key));
        }
        keys.sort();
        // A source that both rooms cite stands in both files.
        keys.dedup();
        Ok(Sources { keys, sets: RefCell::new(vec![Vec::new()]) })
    }

    /// The set of a row that follows from others and has no source of its own.
    pub const NONE: usize = 0;

    /// The set of these keys, as Rust.
    pub fn set(&self, keys: &[String]) -> Result<String> {
        Ok(format!("SourceSet({})", self.number(keys)?))
    }

    /// The number of the set of these keys. No line may stand without a source.
    pub fn number(&self, keys: &[String]) -> Result<usize> {
        ensure!(!keys.is_empty(), "a row has no source");
        let at = |key: &String| {
            self.keys.binary_search(key).map_err(|_| anyhow::anyhow!("source `{key}` is in no sources.toml"))
        };
        let set = keys.iter().map(at).collect::<Result<Vec<_>>>()?;
        let mut sets = self.sets.borrow_mut();
        let number = sets.iter().position(|old| *old == set).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        ensure!(number <= 255, "more than 256 sets of sources: widen `SourceSet`");
        Ok(number)
    }
}

#[derive(Deserialize)]
struct RulesFile {
    define: Vec<Define>,
    rule: Vec<RuleRow>,
}

#[derive(Deserialize)]
struct Define {
    id: String,
    when: String,
}

#[derive(Deserialize)]
struct RuleRow {
    id: String,
    level: String,
    when: String,
    source: Vec<String>,
    basis: Basis,
}

#[derive(Deserialize)]
struct EscalationsFile {
    escalation: Vec<EscalationRow>,
}

#[derive(Deserialize)]
struct EscalationRow {
    id: String,
    when: String,
    effect: String,
    level: Option<String>,
    source: Vec<String>,
    basis: Basis,
}

#[derive(Deserialize)]
struct GatesFile {
    gate: Vec<Define>,
}

#[derive(Deserialize)]
struct SafetyFile {
    question: Vec<SafetyRow>,
}

#[derive(Deserialize)]
struct SafetyRow {
    id: String,
    findings: Vec<String>,
    marks: Vec<String>,
}

#[derive(Deserialize)]
struct DerivedFile {
    derived: Vec<DerivedRow>,
}

#[derive(Deserialize)]
struct DerivedRow {
    finding: String,
    when: String,
}

#[derive(Deserialize)]
struct QuestionsFile {
    question: Vec<QuestionRow>,
}

#[derive(Deserialize)]
struct QuestionRow {
    id: String,
    kind: String,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    gates_advice: bool,
}

/// Levels of rules and order of gates, for the advice that names them.
pub struct Triage {
    levels: BTreeMap<String, &'static str>,
    gates: Vec<String>,
}

impl Triage {
    /// The level of the rule or escalation, as the variant's name.
    pub fn level(&self, rule: &str) -> Result<&'static str> {
        self.levels.get(rule).copied().with_context(|| format!("no rule or at-least escalation `{rule}`"))
    }

    pub fn gate(&self, gate: &str) -> Result<usize> {
        self.gates.iter().position(|id| id == gate).with_context(|| format!("no gate `{gate}` in triage/gates.toml"))
    }
}

fn level(slug: &str) -> Result<&'static str> {
    Ok(match slug {
        "emergency-now" => "Emergency",
        "urgent-same-day" => "SameDay",
        "see-doctor-within-days" => "WithinDays",
        "see-doctor-routine" => "Routine",
        _ => bail!("level `{slug}` is unknown (self-care is what is left when no rule fires)"),
    })
}

pub fn generate(root: &Path, names: &Names) -> Result<String> {
    let sources = Sources::read(root)?;
    let rules: RulesFile = super::read(root, "assets/knowledge/triage/rules.toml")?;
    let mut compiler = Compiler::new(names);
    for row in &rules.define {
        compiler.define(&row.id, &row.when)?;
    }
    let compiler = compiler;
    let model: Model = super::read(root, "assets/knowledge/model.toml")?;
    let mut out = super::header("assets/knowledge");
    out.push_str("#![allow(clippy::all)]\n\nuse super::*;\nuse Op::*;\n\n");
    let triage = write_triage(&mut out, root, &rules, &compiler, &sources)?;
    write_conversation(&mut out, root, names, &compiler)?;

    let background = Background::read(root, names)?;
    let groups = Groups::read(root, names)?;
    let q: Vec<[u16; 2]> = names
        .findings
        .iter()
        .map(|slug| Ok(background.finding(slug)?.map(|q| (q * 1000.0).round() as u16)))
        .collect::<Result<_>>()?;
    table(&mut out, "BACKGROUND", &format!("[[u16; 2]; {}]", q.len()), &format!("{q:?}"));
    for (name, list) in [
        ("FINDING_GROUP", &groups.findings),
        ("TEST_GROUP", &groups.tests),
        ("REGION_GROUP", &groups.regions),
        ("AREA_GROUP", &groups.areas),
    ] {
        table(&mut out, name, &format!("[u8; {}]", list.len()), &format!("{list:?}"));
    }

    let shelf = Shelf {
        names,
        background: &background,
        sources: &sources,
        triage: &triage,
        compiler: &compiler,
        model: &model,
    };
    let other = CauseFile::read(root, "something-else")?.base_rate;
    let mut causes = String::from("[\n");
    for slug in &names.causes {
        causes.push_str(&CauseFile::read(root, slug)?.rust(&shelf, &other)?);
    }
    causes.push(']');
    table(&mut out, "CAUSES", &format!("[Cause; {}]", names.causes.len()), &causes);
    let keys: Vec<String> = sources.keys.iter().map(|key| format!("Source {{ key: {key:?} }}")).collect();
    let sets: Vec<String> = sources.sets.borrow().iter().map(|set| format!("&{set:?}")).collect();
    table(&mut out, "SOURCE_SETS", "&[&[u16]]", &format!("&[{}]", sets.join(", ")));
    table(&mut out, "SOURCES", "&[Source]", &format!("&[{}]", keys.join(", ")));
    let constants = format!(
        "ModelConstants {{ sharpness_permille: {}, cannot_tell_ppm: {}, after_exercise: {} }}",
        (model.sharpness * 1000.0).round(),
        (model.cannot_tell_below * 1e6).round(),
        compiler.rule(&model.after_exercise_when)?
    );
    table(&mut out, "MODEL", "ModelConstants", &constants);
    Ok(out)
}

fn table(out: &mut String, name: &str, kind: &str, value: &str) {
    writeln!(out, "pub(super) static {name}: {kind} = {value};\n").expect("a string");
}

fn write_triage(
    out: &mut String,
    root: &Path,
    rules: &RulesFile,
    compiler: &Compiler,
    sources: &Sources,
) -> Result<Triage> {
    let mut levels = BTreeMap::new();
    let mut flags = String::from("&[\n");
    for row in &rules.rule {
        let context = || format!("in triage/rules.toml, `{}`", row.id);
        let level = level(&row.level).with_context(context)?;
        ensure!(levels.insert(row.id.clone(), level).is_none(), "rule `{}` stands twice", row.id);
        writeln!(
            flags,
            "    RedFlag {{ id: {:?}, level: Level::{level}, when: {}, basis: Basis::{:?}, sources: {} }},",
            row.id,
            compiler.rule(&row.when).with_context(context)?,
            row.basis,
            sources.set(&row.source).with_context(context)?,
        )?;
    }
    table(out, "RED_FLAGS", "&[RedFlag]", &(flags + "]"));

    let file: EscalationsFile = super::read(root, "assets/knowledge/triage/escalations.toml")?;
    let mut escalations = String::from("&[\n");
    for row in &file.escalation {
        let context = || format!("in triage/escalations.toml, `{}`", row.id);
        let effect = match (row.effect.as_str(), &row.level) {
            ("at-least", Some(slug)) => {
                let level = level(slug).with_context(context)?;
                ensure!(levels.insert(row.id.clone(), level).is_none(), "`{}` stands twice", row.id);
                format!("Effect::AtLeast(Level::{level})")
            }
            ("raise", None) => "Effect::Raise".into(),
            _ => bail!("{}: effect is `at-least` with a level, or `raise` without", context()),
        };
        writeln!(
            escalations,
            "    Escalation {{ id: {:?}, when: {}, effect: {effect}, basis: Basis::{:?}, sources: {} }},",
            row.id,
            compiler.rule(&row.when).with_context(context)?,
            row.basis,
            sources.set(&row.source).with_context(context)?,
        )?;
    }
    table(out, "ESCALATIONS", "&[Escalation]", &(escalations + "]"));

    let file: GatesFile = super::read(root, "assets/knowledge/triage/gates.toml")?;
    let mut gates = String::from("&[\n");
    for row in &file.gate {
        let when = compiler.rule(&row.when).with_context(|| format!("in triage/gates.toml, `{}`", row.id))?;
        writeln!(gates, "    Gate {{ id: {:?}, when: {when} }},", row.id)?;
    }
    table(out, "GATES", "&[Gate]", &(gates + "]"));
    Ok(Triage { levels, gates: file.gate.into_iter().map(|row| row.id).collect() })
}

fn write_conversation(out: &mut String, root: &Path, names: &Names, compiler: &Compiler) -> Result<()> {
    let ids = |slugs: &[String]| -> Result<String> {
        let at = |slug: &String| Ok(format!("FindingId::baked({})", position(&names.findings, slug, "finding")?));
        Ok(format!("&[{}]", slugs.iter().map(at).collect::<Result<Vec<_>>>()?.join(", ")))
    };
    let file: DerivedFile = super::read(root, "assets/knowledge/derived.toml")?;
    let mut derived = String::from("&[\n");
    for row in &file.derived {
        let at = position(&names.findings, &row.finding, "finding")?;
        writeln!(derived, "    Derived {{ finding: FindingId::baked({at}), when: {} }},", compiler.rule(&row.when)?)?;
    }
    table(out, "DERIVED", "&[Derived]", &(derived + "]"));

    let file: SafetyFile = super::read(root, "assets/knowledge/triage/safety.toml")?;
    let mut safety = String::from("&[\n");
    for row in &file.question {
        let context = || format!("in triage/safety.toml, `{}`", row.id);
        let (findings, marks) = (ids(&row.findings).with_context(context)?, ids(&row.marks).with_context(context)?);
        ensure!(row.marks.iter().all(|mark| row.findings.contains(mark)), "{}: marks are findings", context());
        writeln!(safety, "    SafetyQuestion {{ id: {:?}, findings: {findings}, marks: {marks} }},", row.id)?;
    }
    table(out, "SAFETY", "&[SafetyQuestion]", &(safety + "]"));

    let file: QuestionsFile = super::read(root, "assets/knowledge/questions.toml")?;
    let mut questions = String::from("&[\n");
    for row in &file.question {
        let kind = match row.kind.as_str() {
            "one" => "One",
            "many" => "Many",
            "scale" => "Scale",
            "age" => "Age",
            "sex" => "Sex",
            other => bail!("in questions.toml, `{}`: kind `{other}` is unknown", row.id),
        };
        writeln!(
            questions,
            "    Question {{ id: {:?}, kind: QuestionKind::{kind}, gates_advice: {}, options: {} }},",
            row.id,
            row.gates_advice,
            ids(&row.options).with_context(|| format!("in questions.toml, `{}`", row.id))?
        )?;
    }
    table(out, "QUESTIONS", "&[Question]", &(questions + "]"));
    Ok(())
}
