//! `cargo xtask reproduce`: builds what is published once more, in another folder, and compares the two byte by byte.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{dist, shell};

/// Builds here and in a copy of the sources; true when both give the same files.
///
/// # Errors
///
/// When a build fails or the sources cannot be copied.
pub fn run(root: &Path) -> Result<bool> {
    dist::publish(root)?;
    let copy = std::env::temp_dir().join("posterior-reproduce").join("another-folder");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    copy_sources(root, &copy)?;
    // The same tools, so that what differs is the folder and nothing else.
    std::os::unix::fs::symlink(shell::tools_folder(root), shell::tools_folder(&copy))?;
    println!("Building again in {}: everything anew, some minutes.", copy.display());
    let mut build = shell::command(&copy, "cargo");
    build.args(["xtask", "dist"]).env_remove("CARGO_TARGET_DIR");
    shell::run(&mut build)?;
    let (here, there) = (sums(root)?, sums(&copy)?);
    let differing: Vec<&str> = here
        .lines()
        .filter(|line| !there.lines().any(|other| other == *line))
        .chain(there.lines().filter(|line| !here.lines().any(|other| other == *line)))
        .collect();
    if differing.is_empty() {
        println!("{} files, the same in both folders.", here.lines().count());
        std::fs::remove_dir_all(&copy)?;
    } else {
        println!("These differ:\n{}", differing.join("\n"));
    }
    Ok(differing.is_empty())
}

fn sums(root: &Path) -> Result<String> {
    let file = root.join("dist/SHA256SUMS");
    std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
}

/// Copies what git knows, and what it would be told of.
fn copy_sources(root: &Path, copy: &Path) -> Result<()> {
    let mut git = shell::command(root, "git");
    let list = shell::output_of(git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]));
    let list = list.context("git could not list the sources")?;
    for name in list.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from) {
        let from = root.join(&name);
        // A file that was removed and not yet committed is still in git's list.
        if from.is_file() {
            let to = copy.join(&name);
            std::fs::create_dir_all(to.parent().context("a file has a folder")?)?;
            std::fs::copy(from, to).with_context(|| format!("copying {}", name.display()))?;
        }
    }
    Ok(())
}
