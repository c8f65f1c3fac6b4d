//! The import law of `docs/architecture.md`: rooms import only rooms below them, and the web stays out of the engine.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use. A room may always use itself.
const LAW: [(&str, &[&str]); 11] = [
    ("vocabulary", &[]),
    ("knowledge", &["vocabulary"]),
    ("case", &["vocabulary"]),
    ("reason", &["vocabulary", "knowledge", "case"]),
    ("report", &["vocabulary", "knowledge", "case", "reason"]),
    ("flow", &["vocabulary", "knowledge", "case", "reason"]),
    ("text", &[]),
    ("platform", &[]),
    ("ui", &["vocabulary", "knowledge", "case", "reason", "report", "flow", "text", "platform"]),
    ("embed", &["vocabulary", "flow", "report", "text", "platform", "ui"]),
    ("bin", &["vocabulary", "knowledge", "case", "reason", "report", "flow", "text", "platform", "ui", "embed"]),
];

/// Crates that only these rooms may name.
const WEB: [&str; 5] = ["yew", "web_sys", "js_sys", "wasm_bindgen", "gloo"];
const WEB_ROOMS: [&str; 4] = ["ui", "platform", "embed", "bin"];

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

/// The words that stand after `marker` in the code (not in comments) of this text.
fn named<'a>(text: &'a str, marker: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(move |line| {
        line.split(marker).skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
    })
}

#[test]
fn rooms_import_only_rooms_below_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for (room, allowed) in LAW {
        let mut files = Vec::new();
        let (file, folder) = (src.join(format!("{room}.rs")), src.join(room));
        if file.exists() {
            files.push(file);
        }
        if folder.exists() {
            rust_files(&folder, &mut files);
        }
        assert!(!files.is_empty(), "there is no room {room}");
        for path in files {
            let text = std::fs::read_to_string(&path).expect("a source file");
            for other in named(&text, "crate::").chain(named(&text, "posterior::")) {
                let is_room = LAW.iter().any(|(name, _)| *name == other);
                if is_room && other != room {
                    assert!(allowed.contains(&other), "{} imports {other}", path.display());
                    seen += 1;
                }
            }
            assert!(
                !text.contains("use crate::{"),
                "{}: one `use crate::room` a line, so that this test can read it",
                path.display()
            );
            if !WEB_ROOMS.contains(&room) {
                for web in WEB {
                    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                    let found = code.filter(|line| line.contains(&format!("{web}::"))).count();
                    assert_eq!(found, 0, "{} names {web}", path.display());
                }
            }
        }
    }
    assert!(seen > 10, "the law read no imports");
}

#[test]
fn every_folder_of_src_is_under_the_law() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(src).expect("src") {
        let name = entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        assert!(name == "lib" || LAW.iter().any(|(room, _)| *room == name), "{name} has no place in the law");
    }
}
