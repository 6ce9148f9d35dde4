//! Builds again when a shipped file of facts is added or changed: they are embedded in the program.

fn main() {
    println!("cargo::rerun-if-changed=facts");
}
