//! How fast Krug is: the real binary in a process of its own, over HTTP on loopback, against the sandbox in this one.
//! Beside each figure stands the floor: an empty bot without a database, measured in the same manner by the same hands.
//! Not a test: figures depend on the machine. `benches/run` measures all of it, `cargo bench` a short choice.

mod book;
mod echo;
mod figures;
mod load;
mod machine;
mod plan;
mod program;
mod report;
mod seed;
mod town;

use plan::Wanted;

/// Those who press must not be slower than those who answer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    match plan::wanted(std::env::args().skip(1))? {
        Wanted::Echo(token) => echo::run(&token),
        Wanted::Figures(plan) => figures::all(&plan),
    }
}
