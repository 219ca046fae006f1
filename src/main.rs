//! The command line: `krug`, `krug check`, `krug invite`. Everything else is in the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let command = krug::cli::Cli::parse();
    // A missing .env is no fault; a broken one is.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        eprintln!(".env cannot be read: {error}");
        return ExitCode::from(2);
    }
    krug::cli::run(command)
}
