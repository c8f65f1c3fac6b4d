//! Gathers the knowledge files into `src/knowledge/tables.rs`.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::asides;
use super::care;
use super::causes::CauseFile;
use super::facts::{Background, Palette, groups, millibits};
use super::home_tests;
use super::rules::Compiler;
use super::vocabulary::{Names, position};

/// What a fact rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Study,
    Review,
    Judgement,
}

/// `model.toml`.
#[derive(Deserialize)]
struct Model {
    prior_weight: f64,
    modifier_weight: f64,
    sharpness: f64,
    damping: f64,
    damping_places: f64,
    denied_weight: f64,
    unmarked_weight: f64,
    unmarked_beside_weight: f64,
    spill: f64,
    unnamed_ratio: f64,
    other_ratio: f64,
    cannot_tell_below: f64,
    name_from: f64,
    fits_from: f64,
    fits_within: f64,
    danger_within: f64,
    second_cause_ratio: f64,
    urgency_worth: f64,
    enough_below: f64,
    settled_from: f64,
    change_from: f64,
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

/// The keys of all sources, in order.
pub struct Sources(Vec<String>);

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
        Ok(Sources(keys))
    }

    /// No line may stand without a source, and every source must be known.
    pub fn check(&self, keys: &[String]) -> Result<()> {
        ensure!(!keys.is_empty(), "a row has no source");
        for key in keys {
            ensure!(self.0.binary_search(key).is_ok(), "source `{key}` is in no sources.toml");
        }
        Ok(())
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
    /// Red flags and behind them escalations, in the order of the files; none for an escalation that only raises.
    levels: Vec<(String, Option<&'static str>)>,
    gates: Vec<String>,
}

impl Triage {
    /// The number of a rule that has a level.
    pub fn number(&self, rule: &str) -> Result<usize> {
        let at = self.levels.iter().position(|(id, level)| id == rule && level.is_some());
        at.with_context(|| format!("no rule or at-least escalation `{rule}`"))
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
    out.push_str(
        "#![allow(clippy::all)]\n\nuse super::*;\nuse crate::vocabulary::{CauseId, FindingId, RegionId, TestId};\n\n",
    );
    let triage = write_triage(&mut out, root, &rules, &compiler, &sources)?;
    write_conversation(&mut out, root, names, &compiler)?;

    let background = Background::read(root, names)?;
    let causes: Vec<CauseFile> = names.causes.iter().map(|slug| CauseFile::read(root, slug)).collect::<Result<_>>()?;
    let neighbours = neighbours(root, names)?;
    write_likelihoods(&mut out, names, &background, &causes, (&neighbours, model.spill))?;
    let masks: Vec<u32> = neighbours.iter().map(|list| list.iter().map(|&at| 1 << at).sum()).collect();
    table(&mut out, "NEIGHBOURS", "[u32; RegionId::COUNT]", &format!("{masks:?}"));
    write_base_rates(&mut out, &causes)?;
    table(&mut out, "GROUP", "[u8; Fact::COUNT]", &format!("{:?}", groups(root, names)?));
    let care = care::generate(root, &causes, &sources, &triage)?;
    table(&mut out, "CARE", "&[(u8, u16)]", &care.lines);
    writeln!(out, "pub(super) const SHARED_LINES: u16 = {};\n", care.shared)?;
    writeln!(out, "#[cfg(not(target_arch = \"wasm32\"))]")?;
    table(&mut out, "CARE_IDS", "&[&str]", &format!("&{:?}", care.ids));
    table(&mut out, "OF_CAUSES", "&[u8]", &format!("&{:?}", care.of_causes));
    table(&mut out, "RAISES", "&[Raise]", &raises(&causes)?);
    let tests = home_tests::generate(root, names, &causes, &sources, &triage)?;
    table(&mut out, "HOME_TESTS", "&[HomeTest]", &tests);
    for cause in &causes {
        let context = || format!("in causes/{}.toml", cause.id);
        for row in &cause.contrast {
            position(&names.causes, &row.with, "cause").with_context(context)?;
        }
        for keys in cause.sources() {
            sources.check(keys).with_context(context)?;
        }
    }
    let thousandths = |share: f64| (share * 1000.0).round();
    let ppm = |share: f64| (share * 1e6).round();
    let constants = format!(
        "ModelConstants {{ prior: {}, modifiers: {}, sharpness: {}, damping: {}, damping_places: {}, denied: {}, unmarked: {}, unmarked_beside: {}, unnamed: {}, other: {}, cannot_tell_ppm: {}, name_ppm: {}, fits: {}, fits_within: {}, danger_within: {}, second_cause: {}, urgency: {}, enough: {}, settled_ppm: {}, change_ppm: {}, after_exercise: {} }}",
        thousandths(model.prior_weight),
        thousandths(model.modifier_weight),
        thousandths(model.sharpness),
        thousandths(model.damping),
        thousandths(model.damping_places),
        thousandths(model.denied_weight),
        thousandths(model.unmarked_weight),
        thousandths(model.unmarked_beside_weight),
        millibits(model.unnamed_ratio),
        millibits(model.other_ratio),
        ppm(model.cannot_tell_below),
        ppm(model.name_from),
        millibits(model.fits_from),
        millibits(model.fits_within),
        millibits(model.danger_within),
        millibits(model.second_cause_ratio),
        thousandths(model.urgency_worth),
        thousandths(model.enough_below),
        ppm(model.settled_from),
        ppm(model.change_from),
        compiler.rule(&model.after_exercise_when)?
    );
    table(&mut out, "MODEL", "ModelConstants", &constants);
    writeln!(out, "pub(super) const VERSION: &str = \"{:08x}\";", fnv(&out))?;
    Ok(out)
}

/// A hash of the tables (FNV-1a, 32 bits).
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// P(fact | cause) as codes, the backgrounds, and what the rows that are no judgement rest on.
fn write_likelihoods(
    out: &mut String,
    names: &Names,
    background: &Background,
    causes: &[CauseFile],
    map: (&[Vec<usize>], f64),
) -> Result<()> {
    let q = background.rows(names)?;
    let facts = q.len();
    let context = |cause: &CauseFile| format!("in causes/{}.toml", cause.id);
    let mut rows = Vec::new();
    for cause in causes {
        rows.push(cause.cells(names, background, map).with_context(|| context(cause))?);
    }
    let palette = Palette::new(rows.iter().flatten().filter(|cell| cell.measured()).map(|cell| cell.p[0]))?;
    let of_background = |at: usize| q.iter().map(|pair| palette.judged(pair[at])).collect::<Vec<_>>();
    let codes = of_background(0);
    let columns: Vec<usize> = (0..facts).filter(|&fact| q[fact][0] != q[fact][1]).collect();
    let (mut shares, mut after, mut grounds) = (Vec::new(), Vec::new(), Vec::new());
    for (number, cells) in rows.iter().enumerate() {
        let mut row = vec![0; facts];
        let mut own_after = vec![0; columns.len()];
        for cell in cells {
            let code = if cell.measured() { palette.measured(cell.p[0]) } else { palette.judged(cell.p[0]) };
            // A row that says what the background says weighs nothing, and needs no place. A region without a row is another
            // thing: one where the cause is not known to hurt.
            let neutral = code == codes[cell.fact] && cell.fact < names.findings.len() + names.tests.len();
            row[cell.fact] = if neutral { 0 } else { code };
            if let Some(column) = columns.iter().position(|&fact| fact == cell.fact) {
                own_after[column] = palette.judged(cell.p[1]);
            }
            if let Some(basis) = cell.grounds.filter(|&basis| basis != Basis::Judgement) {
                grounds.push(format!("({}, Basis::{basis:?})", number * facts + cell.fact));
            }
        }
        shares.extend(row);
        after.extend(own_after);
    }
    // Written fact by fact, a line each.
    let by_fact = |list: &[usize]| {
        let width = list.len() / causes.len();
        let line = |fact: usize| {
            let row: Vec<String> = list.iter().skip(fact).step_by(width).map(usize::to_string).collect();
            format!("    {},\n", row.join(", "))
        };
        format!("[\n{}]", (0..width).map(line).collect::<String>())
    };
    table(out, "PERMILLE", &format!("[u16; {}]", palette.permille().len()), &format!("{:?}", palette.permille()));
    table(out, "BITS", &format!("[[i16; 2]; {}]", palette.permille().len()), &format!("{:?}", palette.bits()));
    table(out, "ENTROPY", &format!("[u16; {}]", palette.permille().len()), &format!("{:?}", palette.entropies()));
    table(out, "SHARES", &format!("[u8; {}]", shares.len()), &by_fact(&shares));
    let column: Vec<u8> = (0..facts)
        .map(|fact| columns.iter().position(|&own| own == fact).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX))
        .collect();
    table(out, "AFTER_COLUMN", "[u8; Fact::COUNT]", &format!("{column:?}"));
    table(out, "AFTER_SHARES", &format!("[u8; {}]", after.len()), &by_fact(&after));
    table(out, "BACKGROUND", "[u8; Fact::COUNT]", &format!("{codes:?}"));
    let after_codes = of_background(1);
    let codes: Vec<usize> = columns.iter().map(|&fact| after_codes[fact]).collect();
    table(out, "AFTER_BACKGROUND", &format!("[u8; {}]", columns.len()), &format!("{codes:?}"));
    table(out, "GROUNDS", "&[(u16, Basis)]", &format!("&[{}]", grounds.join(", ")));
    Ok(())
}

#[derive(Deserialize)]
struct NeighboursFile {
    pair: Vec<[String; 2]>,
}

/// The neighbours of each region.
fn neighbours(root: &Path, names: &Names) -> Result<Vec<Vec<usize>>> {
    let file: NeighboursFile = super::read(root, "assets/knowledge/neighbours.toml")?;
    let mut lists = vec![Vec::new(); names.regions.len()];
    for pair in &file.pair {
        let at = |slug: &String| position(&names.regions, slug, "region").context("in neighbours.toml");
        let (one, other) = (at(&pair[0])?, at(&pair[1])?);
        ensure!(one != other && !lists[one].contains(&other), "neighbours.toml: {pair:?} stands twice");
        lists[one].push(other);
        lists[other].push(one);
    }
    Ok(lists)
}

/// log2 of base rates against `something-else`, and of their changes by age and sex.
///
/// The base rate of a file is that of people of unknown age and sex. Only a share of its logarithm counts, age and sex in
/// full: so the table holds the rate at the age and sex where the cause is most usual, and what is lost elsewhere. Were the
/// everyday rate of a cause of childhood shrunk towards the others, a child would get it far too often.
fn write_base_rates(out: &mut String, causes: &[CauseFile]) -> Result<()> {
    let other = &causes.last().context("no cause")?.base_rate;
    let mut from = vec![0];
    for cause in causes {
        from.extend(cause.breaks().with_context(|| format!("in causes/{}.toml", cause.id))?);
    }
    from.sort_unstable();
    from.dedup();
    let ages: Vec<Option<u32>> = from.iter().copied().map(Some).chain([None]).collect();
    let (mut rates, mut of_age, mut of_sex) = (Vec::new(), String::new(), String::new());
    for cause in causes {
        let context = || format!("in causes/{}.toml", cause.id);
        let by_age =
            ages.iter().map(|&age| cause.ratio(age, None)).collect::<Result<Vec<_>>>().with_context(context)?;
        let by_sex = [Some('F'), Some('M'), None].map(|sex| cause.ratio(None, sex));
        let by_sex = by_sex.into_iter().collect::<Result<Vec<_>>>().with_context(context)?;
        let rate = [cause.base_rate.everyone / other.everyone, cause.base_rate.after_exercise / other.after_exercise];
        rates.push(rate.map(millibits));
        // Against the average over all who ask: an age or a sex that is not known changes nothing, and what is known counts by
        // its own share, up as well as down. Tenths of a bit: a step of 7 %, finer than any of these ratios is known.
        for (ratios, out) in [(&by_age, &mut of_age), (&by_sex, &mut of_sex)] {
            let tenth = |&ratio: &f64| (f64::from(millibits(ratio)) / 100.0).round().clamp(-128.0, 127.0);
            let row: Vec<String> = ratios.iter().map(|ratio| tenth(ratio).to_string()).collect();
            writeln!(out, "    {},", row.join(", "))?;
        }
    }
    table(out, "BASE_RATES", &format!("[[i16; 2]; {}]", rates.len()), &format!("{rates:?}"));
    table(out, "AGE_FROM", &format!("[u8; {}]", from.len()), &format!("{from:?}"));
    table(out, "BY_AGE", "&[i8]", &format!("&[\n{of_age}]"));
    table(out, "BY_SEX", "&[i8]", &format!("&[\n{of_sex}]"));
    Ok(())
}

/// From which probability a dangerous cause raises the level.
fn raises(causes: &[CauseFile]) -> Result<String> {
    let mut rows = Vec::new();
    for (at, cause) in causes.iter().enumerate() {
        for row in &cause.raises {
            let context = || format!("raises in causes/{}.toml", cause.id);
            let level = level(&row.level).with_context(context)?;
            ensure!((0.01..=0.95).contains(&row.from), "{}: from {} is outside 0.01..=0.95", context(), row.from);
            let from = (row.from * 1e6).round();
            rows.push(format!("Raise {{ cause: CauseId::baked({at}), level: Level::{level}, from_ppm: {from} }}"));
        }
    }
    Ok(format!("&[{}]", rows.join(", ")))
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
    let mut levels: Vec<(String, Option<&'static str>)> = Vec::new();
    let known = |levels: &[(String, Option<&str>)], id: &str| levels.iter().any(|(own, _)| own == id);
    let mut flags = String::from("&[\n");
    for row in &rules.rule {
        let context = || format!("in triage/rules.toml, `{}`", row.id);
        let level = level(&row.level).with_context(context)?;
        sources.check(&row.source).with_context(context)?;
        ensure!(!known(&levels, &row.id), "rule `{}` stands twice", row.id);
        levels.push((row.id.clone(), Some(level)));
        writeln!(
            flags,
            "    RedFlag {{ id: {:?}, level: Level::{level}, when: {}, basis: Basis::{:?} }},",
            row.id,
            compiler.rule(&row.when).with_context(context)?,
            row.basis,
        )?;
    }
    table(out, "RED_FLAGS", "&[RedFlag]", &(flags + "]"));

    let file: EscalationsFile = super::read(root, "assets/knowledge/triage/escalations.toml")?;
    let mut escalations = String::from("&[\n");
    for row in &file.escalation {
        let context = || format!("in triage/escalations.toml, `{}`", row.id);
        ensure!(!known(&levels, &row.id), "`{}` stands twice", row.id);
        sources.check(&row.source).with_context(context)?;
        let effect = match (row.effect.as_str(), &row.level) {
            ("at-least", Some(slug)) => {
                let level = level(slug).with_context(context)?;
                levels.push((row.id.clone(), Some(level)));
                format!("Effect::AtLeast(Level::{level})")
            }
            ("raise", None) => {
                levels.push((row.id.clone(), None));
                "Effect::Raise".into()
            }
            _ => bail!("{}: effect is `at-least` with a level, or `raise` without", context()),
        };
        writeln!(
            escalations,
            "    Escalation {{ id: {:?}, when: {}, effect: {effect}, basis: Basis::{:?} }},",
            row.id,
            compiler.rule(&row.when).with_context(context)?,
            row.basis,
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
    let asked: Vec<String> = file.question.into_iter().map(|row| row.id).collect();
    table(out, "CLASHES", "&[Clash]", &asides::clashes(root, compiler, &asked)?);
    table(out, "NUMBERS", "&[(&str, &str, &str)]", &asides::numbers(root)?);
    Ok(())
}
