//! The project's own commands. `main` only reads the words on the command line; each command is one module here.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a developer's tool may stop where it stands"
)]

pub mod bake;
pub mod budget;
pub mod checks;
pub mod dist;
pub mod embed;
pub mod evaluate;
pub mod finish;
pub mod lighthouse;
pub mod mutants;
pub mod pages;
pub mod papers;
pub mod policy;
pub mod reproduce;
pub mod serve;
pub mod server;
pub mod shell;
pub mod site;
pub mod soak;
pub mod supply;
pub mod test;
pub mod tools;
