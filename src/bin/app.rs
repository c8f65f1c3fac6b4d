//! The program that the browser loads. The page's script calls `mount` when the words have arrived too.

// Linked for the `mount` that it exports.
extern crate posterior as _;

fn main() {}
