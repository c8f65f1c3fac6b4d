//! The program that the browser loads. The page's script calls `mount` when the words have arrived too.

/// A third of the size of the allocator that Rust brings along. It is `unsafe` inside, as every allocator is, and ours to
/// choose, not to write.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

// Linked for the `mount` that it exports.
extern crate posterior as _;

fn main() {}
