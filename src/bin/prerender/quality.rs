//! The page "How good is this?": the figures of the evaluation in plain words, made from `assets/evaluation.toml`.

use super::pages::footer;
use anyhow::{Context, Result};
use posterior::text::Pack;
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Evaluation {
    cases: u32,
    causes: u32,
    named: Named,
    set: Vec<Set>,
    triage: Triage,
}

/// Where a cause was named at all.
#[derive(Deserialize)]
struct Named {
    cases: u32,
    first: u32,
}

#[derive(Deserialize)]
struct Set {
    name: String,
    cases: u32,
    held_out: Figures,
}

/// Counts of cases; intervals of 95 % in per cent.
#[derive(Deserialize)]
struct Figures {
    first: u32,
    first_interval: [u32; 2],
    three: u32,
    three_interval: [u32; 2],
}

#[derive(Deserialize)]
struct Triage {
    emergency_below_same_day: Fault,
    urgent_at_self_care: Fault,
    below_wanted: Fault,
    mild_at_same_day: Fault,
    above_wanted: Fault,
}

#[derive(Deserialize)]
struct Fault {
    of: u32,
    held_out: u32,
}

/// The body of the page.
pub fn body(root: &Path, pack: &Pack) -> Result<String> {
    let file = "assets/evaluation.toml";
    let text = fs::read_to_string(root.join(file)).with_context(|| format!("reading {file}"))?;
    let evaluation: Evaluation = toml::from_str(&text).with_context(|| format!("in {file}"))?;
    let words = |key: &str| pack.get(&format!("ui.quality.{key}")).to_owned();
    let fill = |key: &str, values: &[(&str, u32)]| {
        let values: Vec<(&str, String)> = values.iter().map(|&(name, value)| (name, value.to_string())).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pack.fill(&format!("ui.quality.{key}"), &values)
    };
    let mut out = String::from("<main class=\"app guide\">\n");
    writeln!(out, "<header class=\"top\"><p class=\"name\">{}</p></header>", pack.get("ui.name"))?;
    writeln!(out, "<h1>{}</h1>", words("title"))?;
    writeln!(out, "<p>{}</p>", fill("lead", &[("cases", evaluation.cases), ("causes", evaluation.causes)]))?;
    writeln!(out, "<p><strong>{}</strong></p>", words("caution"))?;
    writeln!(out, "<h2>{}</h2>\n<ul>", words("cause"))?;
    for set in &evaluation.set {
        let of = set.held_out.first_interval.into_iter().chain(set.held_out.three_interval).collect::<Vec<_>>();
        let values = [
            ("cases", set.cases),
            ("first", set.held_out.first),
            ("three", set.held_out.three),
            ("first-from", of[0]),
            ("first-to", of[1]),
            ("three-from", of[2]),
            ("three-to", of[3]),
        ];
        writeln!(out, "<li>{} {}</li>", words(&format!("set.{}", set.name)), fill("figures", &values))?;
    }
    let named = [("cases", evaluation.named.cases), ("first", evaluation.named.first)];
    writeln!(out, "</ul>\n<p>{}</p>", fill("named", &named))?;
    writeln!(out, "<h2>{}</h2>\n<ul>", words("urgency"))?;
    let faults = &evaluation.triage;
    for (key, fault) in [
        ("emergency-below-same-day", &faults.emergency_below_same_day),
        ("urgent-at-self-care", &faults.urgent_at_self_care),
        ("below-wanted", &faults.below_wanted),
        ("mild-at-same-day", &faults.mild_at_same_day),
        ("above-wanted", &faults.above_wanted),
    ] {
        writeln!(out, "<li>{}</li>", fill(key, &[("n", fault.held_out), ("of", fault.of)]))?;
    }
    writeln!(out, "</ul>\n<h2>{}</h2>\n<p>{}</p>\n{}</main>", words("limits"), words("limits.body"), footer(pack, ""))?;
    Ok(out)
}
