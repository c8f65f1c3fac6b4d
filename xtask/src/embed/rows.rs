//! Markup of the built page as rows of tag, attributes and content, which the element builds without any HTML from strings.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

/// The rows of a piece of HTML as our own pages write it: every element is closed or closes itself.
pub fn rows(html: &str) -> Result<Vec<Value>> {
    let mut rest = html;
    let rows = content(&mut rest)?;
    ensure!(rest.trim().is_empty(), "an element is closed that was not opened: {rest}");
    Ok(rows)
}

fn content(rest: &mut &str) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    loop {
        let at = rest.find('<').unwrap_or(rest.len());
        let (text, tail) = rest.split_at(at);
        if !text.trim().is_empty() {
            rows.push(Value::String(plain(text.trim_matches('\n'))));
        }
        *rest = tail;
        if rest.is_empty() || rest.starts_with("</") {
            return Ok(rows);
        }
        if let Some(tail) = rest.strip_prefix("<!--") {
            *rest = tail.split_once("-->").context("a comment that does not end")?.1;
            continue;
        }
        rows.push(element(rest)?);
    }
}

fn element(rest: &mut &str) -> Result<Value> {
    let mut quoted = false;
    let end = rest.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    let end = end.context("a tag that does not end")?;
    let inside = rest[1..end].to_owned();
    *rest = &rest[end + 1..];
    let alone = inside.ends_with('/');
    let inside = inside.trim_end_matches('/').trim();
    let (tag, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut row = vec![json!(tag), Value::Object(self::attributes(attributes)?)];
    if !alone {
        row.extend(content(rest)?);
        let close = format!("</{tag}>");
        *rest = rest.strip_prefix(close.as_str()).with_context(|| format!("<{tag}> is not closed"))?;
    }
    Ok(Value::Array(row))
}

fn attributes(mut text: &str) -> Result<Map<String, Value>> {
    let mut map = Map::new();
    while !text.trim().is_empty() {
        let (name, rest) = text.split_once('=').unwrap_or((text, "\"\""));
        let rest = rest.strip_prefix('"').context("a value without quotes")?;
        let (value, rest) = rest.split_once('"').context("a value that does not end")?;
        map.insert(name.trim().to_owned(), json!(plain(value)));
        text = rest;
    }
    Ok(map)
}

/// Text without the names of characters.
fn plain(text: &str) -> String {
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    names.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter)).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::rows;
    use serde_json::json;

    #[test]
    fn markup_becomes_rows() {
        let html = "<p class=\"a > b\" hidden>One &amp; <b>two</b></p>\n<svg><path d=\"M0 0\"/></svg>";
        let expected = json!([["p", { "class": "a > b", "hidden": "" }, "One & ", ["b", {}, "two"]], ["svg", {}, ["path", { "d": "M0 0" }]]]);
        assert_eq!(json!(rows(html).expect("rows")), expected);
        assert!(rows("<p><b></p>").is_err());
        assert!(rows("</p>").is_err());
    }
}
