//! Builds again when a shipped file of facts is added or changed: they are embedded in the program.
#![expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=facts");
}
