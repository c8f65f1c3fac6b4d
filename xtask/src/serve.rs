//! `cargo xtask serve`: build, then show the site on this machine.

use std::path::Path;

use anyhow::Result;

use crate::{
    dist, policy,
    server::{Server, Setup},
};

/// The port we would like; when it is taken, the system chooses another.
const PORT: u16 = 8080;

/// Builds and serves until the person presses Ctrl-C.
pub fn run(root: &Path) -> Result<()> {
    dist::build(root)?;
    let setup = Setup {
        headers: vec![("Content-Security-Policy".into(), policy::header(root)?)],
        ..Setup::new(dist::site(root))
    };
    let server = Server::start(setup.clone(), PORT).or_else(|_| Server::start(setup, 0))?;
    println!("\nPosterior is at {}\nOnly this machine can see it. Ctrl-C stops it.", server.address());
    loop {
        std::thread::park();
    }
}
