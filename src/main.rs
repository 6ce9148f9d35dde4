//! The program: arguments in, exit status out. All else lives in the library.

fn main() {}
