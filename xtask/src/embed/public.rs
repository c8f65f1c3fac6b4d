//! What a page may use of the element: one table in `assets/embed/public.toml`, and what is written from it for machines and
//! people.

use std::{fmt::Write as _, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where the element's own files are.
pub const FOLDER: &str = "assets/embed";
const TABLES: [&str; 2] = ["<!-- table of the element: written by `cargo xtask bake` -->", "<!-- end of the table -->"];

/// The table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// Attributes with their properties.
    pub attribute: Vec<Attribute>,
    /// Methods; none takes anything.
    pub method: Vec<Method>,
    /// Events.
    pub event: Vec<Event>,
    /// Slots.
    pub slot: Vec<Row>,
    /// Parts that a page may style.
    pub part: Vec<Row>,
    /// Custom properties that a page may set.
    pub property: Vec<CssProperty>,
}

/// A name and what it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub says: String,
}

/// An attribute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The name of the property that reflects it.
    pub property: String,
    /// The type of the property, in TypeScript.
    #[serde(rename = "type")]
    pub kind: String,
    /// What holds when it is absent.
    pub default: Option<String>,
    /// What it does.
    pub says: String,
}

/// A method.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it returns, in TypeScript.
    pub returns: String,
    /// What it does.
    pub says: String,
}

/// An event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// The type of its detail, in TypeScript.
    pub detail: String,
    /// When it comes.
    pub says: String,
}

/// A custom property.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CssProperty {
    /// Its name.
    pub name: String,
    /// Whether it sets the token of the same name.
    #[serde(default)]
    pub token: bool,
    /// A value that differs from ours, for the test.
    pub sample: String,
    /// What it sets.
    pub says: String,
}

impl Public {
    /// Reads the table.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(FOLDER).join("public.toml");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", path.display()))
    }

    /// The names of the tokens that a page may set.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        let tokens = self.property.iter().filter(|row| row.token);
        tokens.filter_map(|row| row.name.strip_prefix("--posterior-").map(str::to_owned)).collect()
    }

    /// For machines: the custom elements manifest.
    #[must_use]
    pub fn manifest(&self) -> String {
        let typed = |text: &str| json!({ "text": text });
        let mut members: Vec<Value> = Vec::new();
        for row in &self.attribute {
            let mut member = json!({ "kind": "field", "name": row.property, "attribute": row.name, "reflects": true,
                "type": typed(&row.kind), "description": row.says });
            if let Some(default) = &row.default {
                member["default"] =
                    json!(if row.kind == "boolean" { default.clone() } else { format!("\"{default}\"") });
            }
            members.push(member);
        }
        for row in &self.method {
            members.push(json!({ "kind": "method", "name": row.name, "description": row.says,
                "return": { "type": typed(&row.returns) } }));
        }
        let attributes: Vec<Value> = self.attribute.iter().map(|row| {
            let mut attribute = json!({ "name": row.name, "fieldName": row.property, "type": typed(&row.kind), "description": row.says });
            if let Some(default) = &row.default {
                attribute["default"] = json!(default);
            }
            attribute
        }).collect();
        let event = |row: &Event| json!({ "name": row.name, "type": typed(&format!("CustomEvent<{}>", row.detail)), "description": row.says });
        let named = |name: &str, says: &str| json!({ "name": name, "description": says });
        let module = "posterior-checker.js";
        let declaration = json!({
            "kind": "class", "customElement": true, "name": "PosteriorChecker", "tagName": "posterior-checker",
            "description": "Where does it hurt? A private, explained first answer to hip and buttock pain.",
            "superclass": { "name": "HTMLElement" },
            "members": members,
            "attributes": attributes,
            "events": self.event.iter().map(event).collect::<Vec<_>>(),
            "slots": self.slot.iter().map(|row| named(&row.name, &row.says)).collect::<Vec<_>>(),
            "cssParts": self.part.iter().map(|row| named(&row.name, &row.says)).collect::<Vec<_>>(),
            "cssProperties": self.property.iter().map(|row| named(&row.name, &row.says)).collect::<Vec<_>>(),
        });
        let class = json!({ "name": "PosteriorChecker", "module": module });
        let manifest = json!({
            "schemaVersion": "2.1.0",
            "readme": "README.md",
            "modules": [
                { "kind": "javascript-module", "path": module, "declarations": [declaration],
                  "exports": [{ "kind": "js", "name": "PosteriorChecker", "declaration": class }] },
                { "kind": "javascript-module", "path": "define.js",
                  "exports": [{ "kind": "custom-element-definition", "name": "posterior-checker", "declaration": class }] },
            ],
        });
        format!("{manifest:#}\n")
    }

    /// For editors and compilers: the types.
    #[must_use]
    pub fn types(&self) -> String {
        let mut out = String::from("// Written by `cargo xtask bake` from public.toml.\n\n");
        out.push_str(ASSESSMENT);
        out.push_str("/** `<posterior-checker>`: a private, explained first answer to hip and buttock pain. */\n");
        out.push_str(
            "export declare class PosteriorChecker extends HTMLElement {\n  static readonly version: string;\n",
        );
        for row in self.attribute.iter().filter(|row| row.name != "lang") {
            let kind = if row.kind == "boolean" { row.kind.clone() } else { format!("{} | null", row.kind) };
            let _ = write!(out, "  /** {} */\n  {}: {kind};\n", row.says, row.property);
        }
        for row in &self.method {
            let _ = write!(out, "  /** {} */\n  {}(): {};\n", row.says, row.name, row.returns);
        }
        out.push_str("}\n\n/** Makes the element known to the page, unless it is. */\nexport declare function define(): void;\n\n");
        out.push_str("export interface PosteriorEventMap {\n");
        for row in &self.event {
            let _ = write!(out, "  /** {} */\n  \"{}\": CustomEvent<{}>;\n", row.says, row.name, row.detail);
        }
        out.push_str("}\n\ndeclare global {\n  interface HTMLElementTagNameMap {\n    \"posterior-checker\": PosteriorChecker;\n  }\n");
        out.push_str("  interface HTMLElementEventMap extends PosteriorEventMap {}\n}\n");
        out
    }

    /// For people: the tables, put between their marks in a page.
    pub fn documented(&self, page: &str) -> Result<String> {
        let [from, to] = TABLES;
        let (before, rest) = page.split_once(from).context("docs/embedding.md has no place for the tables")?;
        let (_, after) = rest.split_once(to).context("the tables in docs/embedding.md do not end")?;
        let mut out = format!("{before}{from}\n\n| attribute | property | values | |\n|---|---|---|---|\n");
        for row in &self.attribute {
            let kind = row.kind.replace(" | ", ", ").replace('"', "`");
            let default = row.default.as_ref().map(|default| format!(" (`{default}`)")).unwrap_or_default();
            let _ = writeln!(out, "| `{}` | `{}` | {kind}{default} | {} |", row.name, row.property, row.says);
        }
        out.push_str("\n| method | returns | |\n|---|---|---|\n");
        for row in &self.method {
            let _ = writeln!(out, "| `{}()` | `{}` | {} |", row.name, row.returns.replace('|', "\\|"), row.says);
        }
        out.push_str("\n| event | `detail` | |\n|---|---|---|\n");
        for row in &self.event {
            let _ = writeln!(out, "| `{}` | `{}` | {} |", row.name, row.detail.replace('|', "\\|"), row.says);
        }
        let rows =
            |rows: &[Row]| rows.iter().map(|row| format!("| `{}` | {} |\n", row.name, row.says)).collect::<String>();
        let _ = write!(out, "\n| part | |\n|---|---|\n{}", rows(&self.part));
        out.push_str("\n| custom property | |\n|---|---|\n");
        for row in &self.property {
            let _ = writeln!(out, "| `{}` | {} |", row.name, row.says);
        }
        for row in &self.slot {
            let _ = write!(out, "\nThe content between the tags (the one slot): {}\n", row.says);
        }
        let _ = write!(out, "\n{to}{after}");
        Ok(out)
    }
}

/// The assessment of `docs`: the shape that the batch program writes, too.
const ASSESSMENT: &str = "\
/** A fact and what it counts, in bits. */
export interface PosteriorFact {
  fact: string;
  weight: number;
}

/** One cause, with what speaks for and against it where answers are exposed. */
export interface PosteriorCause {
  cause: string;
  probability: number;
  prior?: number;
  for?: PosteriorFact[];
  against?: PosteriorFact[];
}

/** What follows from the answers. */
export interface PosteriorAssessment {
  id: null;
  triage: \"emergency-now\" | \"urgent-same-day\" | \"see-doctor-within-days\" | \"see-doctor-routine\" | \"self-care\";
  triage_reasons: string[];
  safety_unanswered: string[];
  ranking: PosteriorCause[];
  cannot_tell: boolean;
  next_questions: string[];
}

";
