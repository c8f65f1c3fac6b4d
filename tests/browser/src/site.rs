//! The site as a test wants it served: as it is, or with something wrong.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use xtask::{
    dist, embed, policy,
    server::{Fault, REPORTS, Server, Setup},
    shell,
};

/// The built site.
pub fn site_folder() -> Result<PathBuf> {
    let site = dist::site(&shell::project_root()?);
    ensure!(site.join("index.html").is_file(), "there is no built site; run `cargo xtask dist` first");
    Ok(site)
}

/// The built element: the folder that a website copies.
pub fn element_folder() -> Result<PathBuf> {
    let folder = embed::folder(&shell::project_root()?);
    ensure!(folder.join("posterior-checker.js").is_file(), "there is no built element; run `cargo xtask dist` first");
    Ok(folder)
}

/// How a text of the site is changed.
pub type Change<'a> = &'a dyn Fn(&str) -> String;

/// What is served, step by step made worse.
#[derive(Clone, Debug)]
pub struct Stage {
    setup: Setup,
    policy: String,
}

impl Stage {
    /// The built site under its own policy, every breach of it reported to us.
    pub fn built() -> Result<Self> {
        Self::of(site_folder()?)
    }

    /// Any folder under the site's policy.
    pub fn of(folder: PathBuf) -> Result<Self> {
        Ok(Self { setup: Setup::new(folder), policy: policy::header(&shell::project_root()?)? })
    }

    /// The built site with other texts: each file whose address ends so is changed on the way into a folder of its own. For
    /// what a build makes and a page's owner cannot edit: the words, the boot script.
    pub fn changed(name: &str, changes: &[(&str, Change<'_>)]) -> Result<Self> {
        let from = site_folder()?;
        let to = std::env::temp_dir().join(format!("posterior-site-{name}-{}", std::process::id()));
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            std::fs::create_dir_all(to.join(&folder))?;
            for entry in std::fs::read_dir(from.join(&folder))? {
                let path = folder.join(entry?.file_name());
                if from.join(&path).is_dir() {
                    folders.push(path);
                    continue;
                }
                let change = changes.iter().find(|(end, _)| path.to_string_lossy().ends_with(end));
                match change {
                    Some((_, change)) => {
                        std::fs::write(to.join(&path), change(&std::fs::read_to_string(from.join(&path))?))?
                    }
                    None => drop(std::fs::copy(from.join(&path), to.join(&path))?),
                }
            }
        }
        Self::of(to)
    }

    /// Serves another folder too, under its own address, such as `/kit/`.
    #[must_use]
    pub fn and(mut self, address: &str, folder: PathBuf) -> Self {
        self.setup.also.push((address.to_owned(), folder));
        self
    }

    /// Serves it in a folder of the address, such as `/some/where/`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.setup.prefix = prefix.to_owned();
        self
    }

    /// Makes files whose address ends so arrive wrong.
    #[must_use]
    pub fn with(mut self, end: &str, fault: Fault) -> Self {
        self.setup.faults.push((end.to_owned(), fault));
        self
    }

    /// More policy in the header. (The page's own stays in force: a browser obeys both.)
    #[must_use]
    pub fn and_policy(mut self, more: &str) -> Self {
        self.policy.push_str("; ");
        self.policy.push_str(more);
        self
    }

    /// Another policy, in the header and in the page. Both, since WebKit decides about wasm by the last policy it reads.
    #[must_use]
    pub fn edit_policy(mut self, from: &str, to: &str) -> Self {
        self.policy = self.policy.replace(from, to);
        self.setup.edits.push((from.to_owned(), to.to_owned()));
        self
    }

    /// No policy at all, as on most websites.
    #[must_use]
    pub fn without_policy(mut self) -> Self {
        self.policy.clear();
        self
    }

    /// Starts serving.
    pub fn serve(mut self) -> Result<Server> {
        if self.policy.is_empty() {
            return Server::start(self.setup, 0);
        }
        let policy = format!("{}; report-uri {REPORTS}", self.policy);
        self.setup.headers.push(("Content-Security-Policy".into(), policy));
        Server::start(self.setup, 0)
    }
}
