//! wip
mod base_words;
mod derivation;
mod derive;
mod letters;
mod plan;
mod supply;
