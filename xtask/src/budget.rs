//! What the site may weigh on the wire. Figures are brotli at its highest level, as a static host would send the files.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{dist, embed, site};

/// A limit for a group of files.
struct Budget {
    name: &'static str,
    limit: usize,
    /// Whether the files are those of the element; else of the site.
    element: bool,
    holds: fn(&str) -> bool,
}

const BUDGETS: [Budget; 8] = [
    Budget {
        name: "program (wasm and JavaScript)",
        element: false,
        // Aims not reached: 120 kB of program, 200 kB with everything. What weighs: docs/performance.md.
        limit: 163_000,
        holds: |file| is_app(file) && (file.ends_with(".wasm") || file.ends_with(".js")),
    },
    Budget {
        name: "first paint (page and styles)",
        element: false,
        limit: 14_400,
        holds: |file| file == "index.html" || (is_app(file) && file.ends_with(".css")),
    },
    Budget { name: "drawing of the body", limit: 25_000, element: false, holds: |file| file == "body.txt" },
    Budget { name: "words of one language", limit: 60_000, element: false, holds: |file| file == "text/en.txt" },
    Budget { name: "script and poster", limit: 6_600, element: true, holds: |file| file == "posterior-checker.js" },
    Budget {
        name: "program of the element",
        limit: 161_500,
        element: true,
        holds: |file| file.ends_with(".wasm") || file == "posterior.js",
    },
    Budget { name: "kept for later (worker)", element: false, limit: 2_500, holds: |file| file == "sw.js" },
    Budget {
        name: "frame's height, on the host",
        element: false,
        limit: 1_000,
        holds: |file| file == "posterior-frame.js",
    },
];

/// Whether a script or style sheet is loaded by the app's own page, and not by another one beside it.
fn is_app(file: &str) -> bool {
    !file.contains('/') && !["sw.js", "frame.js", "posterior-frame.js", "builder.js", "builder.css"].contains(&file)
}

/// Prints what each group of files weighs; true when every group is within its limit.
pub fn check(root: &Path) -> Result<bool> {
    let mut all_within = true;
    println!("\nOn the wire (brotli 11), in bytes:");
    for budget in &BUDGETS {
        let folder = if budget.element { embed::folder(root) } else { dist::site(root) };
        let mut total = 0;
        let mut lines = String::new();
        for name in site::files(&folder)?.into_iter().filter(|name| (budget.holds)(name)) {
            let size = compressed(&folder.join(&name))?;
            total += size;
            lines.push_str(&format!("    {size:>9}  {name}\n"));
        }
        // A group without files is a broken build, not a small one.
        let within = total > 0 && total <= budget.limit;
        all_within &= within;
        let verdict = match (total, within) {
            (0, _) => "MISSING: the build wrote no such file",
            (_, true) => "ok",
            (_, false) => "TOO BIG",
        };
        println!("  {:<32} {total:>9} of {:>7}  {verdict}\n{}", budget.name, budget.limit, lines.trim_end());
    }
    Ok(all_within)
}

fn compressed(file: &Path) -> Result<usize> {
    let bytes = std::fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut out, &params)?;
    Ok(out.len())
}
