//! The accessibility tree as text: what a screen reader is given, one thing a line, compared with a file that a person read.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use xtask::shell;

use crate::Page;

/// Roles that only hold other things, or repeat the text above them.
const SILENT: [&str; 10] = [
    "none",
    "generic",
    "InlineTextBox",
    "LineBreak",
    "RootWebArea",
    "LabelText",
    "Legend",
    "ListMarker",
    "SvgRoot",
    "presentation",
];

/// Roles whose name is the text inside them: that text is not told a second time.
const NAMED_BY_CONTENT: [&str; 11] = [
    "button",
    "checkbox",
    "heading",
    "link",
    "radio",
    "option",
    "tab",
    "DisclosureTriangle",
    "switch",
    "menuitem",
    "cell",
];

/// What is told of a thing beside its role and name, where it is not as usual.
const STATES: [&str; 11] = [
    "checked",
    "pressed",
    "expanded",
    "disabled",
    "required",
    "invalid",
    "level",
    "live",
    "valuetext",
    "selected",
    "roledescription",
];

impl Page {
    /// What a screen reader is given of this page: role, name, description, value and state, a line a thing, indented by
    /// what holds it. Chromium only.
    pub async fn tree(&self) -> Result<String> {
        let answer = self.protocol("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = answer.get("nodes").and_then(Value::as_array).context("no accessibility tree")?;
        let by_id: BTreeMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node.get("nodeId")?.as_str()?, node))).collect();
        let root = nodes.first().context("an empty accessibility tree")?;
        let mut out = String::new();
        print(root, &by_id, 0, false, &mut out);
        Ok(out)
    }

    /// Fails where the tree is not the one in `tests/snapshots/access/<name>.txt`. `UPDATE_SNAPSHOTS=1` writes that file
    /// anew: read the difference, as if it were read out to you, before you commit it.
    pub async fn tree_is_as_reviewed(&self, name: &str) -> Result<()> {
        let file = snapshot(name)?;
        let tree = self.tree().await?;
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::create_dir_all(file.parent().context("a snapshot lies in a folder")?)?;
            std::fs::write(&file, &tree)?;
            return Ok(());
        }
        let reviewed = std::fs::read_to_string(&file)
            .with_context(|| format!("{} is not there; UPDATE_SNAPSHOTS=1 writes it", file.display()))?;
        if let Some(difference) = difference(&reviewed, &tree) {
            bail!("the accessibility tree of `{name}` is another than the reviewed one: {difference}");
        }
        Ok(())
    }
}

fn snapshot(name: &str) -> Result<PathBuf> {
    Ok(shell::project_root()?.join("tests/snapshots/access").join(format!("{name}.txt")))
}

/// The first line that differs, with its number.
fn difference(reviewed: &str, now: &str) -> Option<String> {
    let (mut old, mut new) = (reviewed.lines(), now.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let (old, new) = (old.unwrap_or("(the end)").trim(), new.unwrap_or("(the end)").trim());
                return Some(format!("line {number}\n  reviewed: {old}\n  now:      {new}"));
            }
        }
    }
    None
}

fn print(node: &Value, by_id: &BTreeMap<&str, &Value>, depth: usize, told: bool, out: &mut String) {
    let text = |part: &str| node.pointer(&format!("/{part}/value")).and_then(Value::as_str).unwrap_or_default().trim();
    let (role, name) = (text("role"), text("name"));
    let ignored = node.get("ignored") == Some(&Value::Bool(true)) || SILENT.contains(&role);
    let repeats = role == "StaticText" && (told || name.is_empty());
    let mut depth = depth;
    if !ignored && !repeats {
        let shown = if role == "StaticText" { "" } else { role };
        let gap = if shown.is_empty() || name.is_empty() { "" } else { " " };
        let quoted = if name.is_empty() { String::new() } else { format!("\"{name}\"") };
        let _ = write!(out, "{:indent$}{shown}{gap}{quoted}", "", indent = depth * 2);
        for part in ["description", "value"] {
            let said = node.pointer(&format!("/{part}/value")).map(plain).unwrap_or_default();
            if !said.is_empty() {
                let _ = write!(out, ", {part} \"{said}\"");
            }
        }
        for property in node.get("properties").and_then(Value::as_array).into_iter().flatten() {
            let state = property.get("name").and_then(Value::as_str).unwrap_or_default();
            let value = property.pointer("/value/value").map(plain).unwrap_or_default();
            let tells = value != "false" || TWO_SIDED.contains(&state);
            if tells && !value.is_empty() && STATES.contains(&state) {
                let _ = write!(out, " [{state}={value}]");
            }
        }
        out.push('\n');
        depth += 1;
    }
    let told = told || (!ignored && NAMED_BY_CONTENT.contains(&role) && !name.is_empty());
    for id in node.get("childIds").and_then(Value::as_array).into_iter().flatten() {
        if let Some(child) = id.as_str().and_then(|id| by_id.get(id)) {
            print(child, by_id, depth, told, out);
        }
    }
}

/// States of which "false" tells as much as "true".
const TWO_SIDED: [&str; 3] = ["checked", "pressed", "expanded"];

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_tells_each_thing_once() {
        let nodes = json!([
            { "nodeId": "1", "role": { "value": "RootWebArea" }, "name": { "value": "Page" }, "childIds": ["2", "4"] },
            { "nodeId": "2", "role": { "value": "button" }, "name": { "value": "Go on" }, "childIds": ["3"],
              "properties": [{ "name": "pressed", "value": { "value": "false" } }, { "name": "disabled", "value": { "value": false } }] },
            { "nodeId": "3", "role": { "value": "StaticText" }, "name": { "value": "Go on" } },
            { "nodeId": "4", "role": { "value": "list" }, "childIds": ["5"] },
            { "nodeId": "5", "role": { "value": "StaticText" }, "name": { "value": "A line" } },
        ]);
        let nodes = nodes.as_array().expect("a list");
        let by_id = nodes.iter().map(|node| (node["nodeId"].as_str().expect("an id"), node)).collect();
        let mut out = String::new();
        print(&nodes[0], &by_id, 0, false, &mut out);
        assert_eq!(out, "button \"Go on\" [pressed=false]\nlist\n  \"A line\"\n");
    }

    #[test]
    fn the_first_difference_is_named() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert!(difference("a\nb\n", "a\n").is_some_and(|text| text.contains("line 2") && text.contains("(the end)")));
    }
}
