//! Running other programs: from the project root, with our own tools first on the path, and with errors that name the command.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The folder of the workspace: the parent of this crate's own folder.
pub fn project_root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("the xtask crate has no parent folder")
}

/// Where the project's own tools are installed.
#[must_use]
pub fn tools_folder(root: &Path) -> PathBuf {
    root.join(".tools")
}

/// A command that runs in the project root with the project's own tools first on the path.
#[must_use]
pub fn command(root: &Path, program: &str) -> Command {
    let mut path = OsString::from(tools_folder(root).join("bin"));
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    let mut command = Command::new(program);
    // Trunk refuses to start when NO_COLOR holds "1", the value everyone uses.
    command.current_dir(root).env("PATH", path).env_remove("NO_COLOR");
    command
}

/// The command as a person would type it, for messages.
#[must_use]
pub fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for word in command.get_args() {
        let word = word.to_string_lossy();
        text.push(' ');
        if word.contains(' ') {
            text.push_str(&format!("'{word}'"));
        } else {
            text.push_str(&word);
        }
    }
    text
}

/// Runs a command, its output on the screen; an error when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` ended with {status}; its own message stands above", shown(command));
    }
    Ok(())
}

/// Runs a command silently and returns what it printed, or `None` when it is missing or fails.
#[must_use]
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command and hands each line it prints to `line` as well as to the screen. True when it succeeded.
pub fn run_reading(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    if let Some(stdout) = child.stdout.take() {
        for text in BufReader::new(stdout).lines() {
            let text = text.unwrap_or_default();
            println!("{text}");
            line(&text);
        }
    }
    Ok(child.wait()?.success())
}

/// Whether a program of this name is on the path.
#[must_use]
pub fn on_path(root: &Path, program: &str) -> bool {
    find_program(root, program).is_some()
}

/// The full address of a program on the path.
#[must_use]
pub fn find_program(root: &Path, program: &str) -> Option<PathBuf> {
    let own = tools_folder(root).join("bin").join(program);
    if own.is_file() {
        return Some(own);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn cannot_start(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    format!("`{program}` could not be started; `cargo xtask tools` installs what the project needs")
}
