//! `cargo xtask <command>`: see [`HELP`].

use std::process::ExitCode;

use xtask::{bake, dist, evaluate, lighthouse, mutants, reproduce, serve, shell, soak, test, tools};

const HELP: &str = "\
cargo xtask <command>

  serve           build the site and show it on this machine; prints the address
  dist            build the site into dist/site, with check sums, bill of materials and licences beside it; check its size
  reproduce       build it here and in another folder, and compare byte by byte (some minutes)
  test [PART...]  run every check, or only the parts named (`cargo xtask test list` names them)
  bake [--check]  write the tables of the knowledge files; with --check only say whether they are fresh
  evaluate [FILE...]
                  judge the classifier on the development cases, and on these files too; write docs/evaluation.md and
                  assets/evaluation.toml; with --check in place of files only say whether they are fresh
  soak [native|browser]
                  ten thousand random journeys through the conversation, and two hundred through a browser
  mutants [WORDS...]
                  put small faults into the engine and see that the tests notice; hours; words go to cargo-mutants
  lighthouse      what Lighthouse says of the built site
  tools           install the tools that the other commands need into .tools (they also do so themselves)
  help            this text";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> anyhow::Result<bool> {
    let root = shell::project_root()?;
    match words {
        ["serve"] => serve::run(&root).map(|()| true),
        ["dist"] => dist::run(&root),
        ["reproduce"] => reproduce::run(&root),
        ["test", parts @ ..] => test::run(&root, parts),
        ["bake"] => bake::run(&root, false).map(|()| true),
        ["bake", "--check"] => bake::run(&root, true).map(|()| true),
        ["evaluate", "--check"] => evaluate::check(&root).map(|()| true),
        ["evaluate", files @ ..] => evaluate::run(&root, files).map(|()| true),
        ["soak", halves @ ..] => soak::run(&root, halves),
        ["mutants", words @ ..] => mutants::run(&root, words),
        ["lighthouse"] => lighthouse::run(&root),
        ["tools"] => tools::all(&root).map(|()| true),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(true)
        }
        other => anyhow::bail!("`{}` is not a command here.\n\n{HELP}", other.join(" ")),
    }
}
