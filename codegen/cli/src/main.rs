//! The command `error-catalog`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(error_catalog_cli::run(std::env::args_os()))
}
