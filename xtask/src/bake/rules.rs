//! The condition language: `fever-or-chills AND (age>=60 OR NOT region(groin))`, compiled to the engine's postfix steps.
//!
//! Grammar, loosest first: `a OR b`, `a AND b`, `NOT a`, then `( … )`, `possibly(a)`, `count(n; a, b, …)`, `region(id)`,
//! `side(left|right)`, `age>=n` (also `<= < >`), `severity>=n`, `duration_days<=n` and `>n` with n in 1, 7, 42, 84, `sex=F|M`,
//! and ids of findings, self-tests (positive) and defines.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use super::vocabulary::{Names, position};

/// Deepest stack; must equal `posterior::knowledge::Rule::MAX_DEPTH`.
const MAX_DEPTH: usize = 32;
/// The first code that is no fact, and the names of the codes from there on; as in `posterior::knowledge::Rule`.
const OPERATORS: u8 = 244;
const CODES: [&str; 10] =
    ["AgeAtLeast", "SeverityAtLeast", "DurationAtMost", "Side", "Count", "Male", "And", "Or", "Not", "Possibly"];
/// Upper bounds in days of the duration classes, shortest first; the last class is open.
const DURATION_BOUNDS: [u32; 4] = [1, 7, 42, 84];

/// Compiles conditions; knows the defines.
pub struct Compiler<'a> {
    names: &'a Names,
    defines: BTreeMap<String, Vec<String>>,
}

impl<'a> Compiler<'a> {
    /// A compiler without defines.
    pub fn new(names: &'a Names) -> Self {
        Compiler { names, defines: BTreeMap::new() }
    }

    /// Adds a define; it may use those before it.
    pub fn define(&mut self, id: &str, when: &str) -> Result<()> {
        ensure!(!self.names.findings.iter().any(|name| name == id), "define `{id}` has the name of a finding");
        let ops = self.compile(when).with_context(|| format!("define `{id}`"))?;
        ensure!(self.defines.insert(id.to_owned(), ops).is_none(), "define `{id}` stands twice");
        Ok(())
    }

    /// The postfix steps, as Rust expressions of `Op`.
    pub fn compile(&self, text: &str) -> Result<Vec<String>> {
        let tokens = tokens(text)?;
        let mut parser = Parser { compiler: self, tokens: &tokens, at: 0, ops: Vec::new() };
        parser.or().with_context(|| format!("in `{text}`"))?;
        ensure!(parser.at == tokens.len(), "`{}` is left over in `{text}`", tokens[parser.at..].join(" "));
        let ops = parser.ops;
        ensure!(depth(&ops) <= MAX_DEPTH, "`{text}` needs a deeper stack than {MAX_DEPTH}");
        Ok(ops)
    }

    /// The condition as a Rust expression of `Rule`: the steps as bytes.
    pub fn rule(&self, text: &str) -> Result<String> {
        let mut bytes = Vec::new();
        for op in self.compile(text)? {
            self.encode(&op, &mut bytes).with_context(|| format!("`{op}` in `{text}`"))?;
        }
        Ok(format!("Rule(&{bytes:?})"))
    }

    /// The codes of `posterior::knowledge::Rule`.
    fn encode(&self, op: &str, bytes: &mut Vec<u8>) -> Result<()> {
        let numbers: Vec<usize> = op
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let name = op.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let tests = self.names.findings.len();
        let regions = tests + self.names.tests.len();
        ensure!(
            regions + self.names.regions.len() <= usize::from(OPERATORS),
            "more facts than codes below {OPERATORS}"
        );
        let first = numbers.first().copied().unwrap_or(0);
        match name {
            "Finding" => bytes.push(u8::try_from(first)?),
            "Test" => bytes.push(u8::try_from(tests + first)?),
            "Region" => bytes.push(u8::try_from(regions + first)?),
            _ => {
                let code = CODES.iter().position(|code| *code == name).context("an unknown step")?;
                bytes.push(OPERATORS + u8::try_from(code)?);
                for number in numbers {
                    bytes.push(u8::try_from(number)?);
                }
            }
        }
        Ok(())
    }
}

fn depth(ops: &[String]) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for op in ops {
        let takes = match op.as_str() {
            "And" | "Or" => 2,
            "Not" | "Possibly" => 1,
            _ => op.strip_prefix("Count").map_or(0, |rest| {
                rest.trim_end_matches([' ', '}']).rsplit(' ').next().and_then(|of| of.parse().ok()).unwrap_or(0)
            }),
        };
        depth = depth - takes + 1;
        most = most.max(depth);
    }
    most
}

fn tokens(text: &str) -> Result<Vec<String>> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            tokens.push(std::mem::take(&mut word));
        }
        match c {
            ' ' | '\n' | '\t' => {}
            '<' | '>' if rest.peek() == Some(&'=') => {
                rest.next();
                tokens.push(format!("{c}="));
            }
            '(' | ')' | ',' | ';' | '<' | '>' | '=' => tokens.push(c.to_string()),
            _ => bail!("`{c}` has no meaning in a condition: `{text}`"),
        }
    }
    if !word.is_empty() {
        tokens.push(word);
    }
    Ok(tokens)
}

struct Parser<'a> {
    compiler: &'a Compiler<'a>,
    tokens: &'a [String],
    at: usize,
    ops: Vec<String>,
}

impl Parser<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> Result<String> {
        let token = self.tokens.get(self.at).context("the condition ends too early")?;
        self.at += 1;
        Ok(token.clone())
    }

    fn expect(&mut self, wanted: &str) -> Result<()> {
        let found = self.next()?;
        ensure!(found == wanted, "`{wanted}` is missing before `{found}`");
        Ok(())
    }

    fn or(&mut self) -> Result<()> {
        self.and()?;
        while self.peek() == "OR" {
            self.at += 1;
            self.and()?;
            self.ops.push("Or".into());
        }
        Ok(())
    }

    fn and(&mut self) -> Result<()> {
        self.not()?;
        while self.peek() == "AND" {
            self.at += 1;
            self.not()?;
            self.ops.push("And".into());
        }
        Ok(())
    }

    fn not(&mut self) -> Result<()> {
        if self.peek() == "NOT" {
            self.at += 1;
            self.not()?;
            self.ops.push("Not".into());
            return Ok(());
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<()> {
        let names = self.compiler.names;
        let word = self.next()?;
        match word.as_str() {
            "(" => {
                self.or()?;
                self.expect(")")?;
            }
            "possibly" => {
                self.expect("(")?;
                self.or()?;
                self.expect(")")?;
                self.ops.push("Possibly".into());
            }
            "count" => {
                self.expect("(")?;
                let least: u8 = self.next()?.parse().context("count(n; …) needs a number")?;
                self.expect(";")?;
                let mut of = 1_u8;
                self.or()?;
                while self.peek() == "," {
                    self.at += 1;
                    self.or()?;
                    of += 1;
                }
                self.expect(")")?;
                self.ops.push(format!("Count {{ least: {least}, of: {of} }}"));
            }
            "region" => {
                self.expect("(")?;
                let at = position(&names.regions, &self.next()?, "region")?;
                self.expect(")")?;
                self.ops.push(format!("Region({at})"));
            }
            "side" => {
                self.expect("(")?;
                let side = self.next()?;
                self.expect(")")?;
                self.ops.push(match side.as_str() {
                    "left" => "Side(0)".into(),
                    "right" => "Side(1)".into(),
                    _ => bail!("side({side}): left or right"),
                });
            }
            "age" => self.comparison("AgeAtLeast")?,
            "severity" => self.comparison("SeverityAtLeast")?,
            "duration_days" => {
                let sign = self.next()?;
                let days: u32 = self.next()?.parse().context("duration_days needs a number")?;
                let class = DURATION_BOUNDS.iter().position(|&bound| bound == days);
                let class = class.with_context(|| format!("duration_days{sign}{days}: the bounds are 1, 7, 42, 84"))?;
                self.ops.push(format!("DurationAtMost({class})"));
                match sign.as_str() {
                    "<=" => {}
                    ">" => self.ops.push("Not".into()),
                    _ => bail!("duration_days{sign}{days}: <= or >"),
                }
            }
            "sex" => {
                self.expect("=")?;
                self.ops.push("Male".into());
                match self.next()?.as_str() {
                    "M" => {}
                    "F" => self.ops.push("Not".into()),
                    other => bail!("sex={other}: F or M"),
                }
            }
            id => {
                if let Some(ops) = self.compiler.defines.get(id) {
                    self.ops.extend(ops.iter().cloned());
                } else if let Ok(at) = position(&names.findings, id, "") {
                    self.ops.push(format!("Finding({at})"));
                } else if let Ok(at) = position(&names.tests, id, "") {
                    self.ops.push(format!("Test({at})"));
                } else {
                    bail!("`{id}` is no finding, self-test or define");
                }
            }
        }
        Ok(())
    }

    /// `>= n`, and the other three by way of it: `< n` is not `>= n`, `> n` is `>= n + 1`.
    fn comparison(&mut self, op: &str) -> Result<()> {
        let sign = self.next()?;
        let number: u8 = self.next()?.parse().context("a number from 0 to 255 is missing")?;
        let (least, negated) = match sign.as_str() {
            ">=" => (number, false),
            ">" => (number + 1, false),
            "<" => (number, true),
            "<=" => (number + 1, true),
            _ => bail!("`{sign}` is no comparison"),
        };
        self.ops.push(format!("{op}({least})"));
        if negated {
            self.ops.push("Not".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::read(&crate::shell::project_root().expect("the project")).expect("the vocabulary")
    }

    #[test]
    fn and_binds_tighter_than_or_and_not_tightest() {
        let names = names();
        let compiler = Compiler::new(&names);
        let ops = compiler.compile("age>=60 OR NOT severity>=7 AND sex=M").expect("a condition");
        assert_eq!(ops, ["AgeAtLeast(60)", "SeverityAtLeast(7)", "Not", "Male", "And", "Or"]);
    }

    #[test]
    fn a_wrong_condition_stops_the_bake_with_a_reason() {
        let names = names();
        let compiler = Compiler::new(&names);
        for (text, reason) in [
            ("no-such-finding", "no finding"),
            ("limp AND", "too early"),
            ("(limp", "too early"),
            ("limp bruising", "left over"),
            ("duration_days<=14", "bounds"),
            ("region(elbow)", "no region"),
            ("limp & bruising", "no meaning"),
        ] {
            let error = format!("{:#}", compiler.compile(text).expect_err(text));
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn the_engine_reads_back_what_was_compiled() {
        use posterior::knowledge::{Op, Rule};
        let names = names();
        let text = "age>=60 AND count(2; limp, test-slump, region(groin)) OR NOT possibly(side(right)) AND sex=F";
        let compiler = Compiler::new(&names);
        let rule = compiler.rule(text).expect("a condition");
        let bytes: Vec<u8> = rule
            .trim_start_matches("Rule(&[")
            .trim_end_matches("])")
            .split(", ")
            .map(|byte| byte.parse().expect("a byte"))
            .collect();
        let ops: Vec<String> = Rule(bytes.leak()).ops().map(|op: Op| format!("{op:?}")).collect();
        assert_eq!(ops, compiler.compile(text).expect("a condition"));
    }

    #[test]
    fn the_depth_counts_what_is_waiting() {
        let names = names();
        let ops = Compiler::new(&names).compile("count(2; limp, bruising, diabetes) AND limp").expect("a condition");
        assert_eq!(depth(&ops), 3);
    }
}
