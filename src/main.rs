//! The program: arguments in, exit status out. All else lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::shell::main()
}
