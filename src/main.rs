//! The command line: `krug`, `krug demo`, `krug check`, `krug status`, `krug invite`. Everything else is in the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    krug::cli::run(krug::cli::Cli::parse())
}
