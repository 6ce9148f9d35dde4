//! Completion over 100,000 names: what Tab costs at the prompt. At most 20 ms are wanted.
//!
//! In: names made up here. Out: times.

use std::fmt::Write as _;
use std::hint::black_box;

use annals::load;
use annals::shell::Completer;
use criterion::{Criterion, criterion_group, criterion_main};

const NAMES: usize = 100_000;
const SYLLABLES: [&str; 12] = ["ba", "do", "ki", "lu", "me", "no", "pa", "ra", "si", "ta", "vu", "xe"];

/// A base with so many countries, each with a name of three words.
fn base() -> String {
    let mut text = "[kind.country]\nwords = [\"country\", \"countries\"]\n\
        [relation.visit]\nshape = \"event\"\nroles = { visitor = { kinds = [\"country\"] }, host = { kinds = [\"country\"] } }\n\
        [[noun]]\nwords = [\"visit\", \"visits\"]\nrelation = \"visit\"\ntakes = { by = [\"visitor\"], to = [\"host\"] }\n"
        .to_owned();
    for at in 0..NAMES {
        let word = |mut rest: usize| {
            let mut word = String::new();
            for _ in 0..3 {
                word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
                rest /= SYLLABLES.len();
            }
            word
        };
        let (one, two, three) = (word(at), word(at / 7 + 1), word(at / 5 + 3));
        let _ = writeln!(text, "[entity.e{at}]\nname = \"{one} {two} {three} {at}\"\nkind = \"country\"");
    }
    text
}

fn tab(c: &mut Criterion) {
    let loaded = load::texts([("base.toml", base())]);
    assert_eq!((loaded.errors(), loaded.store.entity_count()), (0, NAMES));
    let completer = Completer::new(&loaded.store);
    for typed in
        ["", "vis", "visits by ", "visits by b", "visits by bado", "visits to dokilu ba", "visits by zz"]
    {
        c.bench_function(&format!("Tab over 100,000 names: `{typed}`"), |b| {
            b.iter(|| completer.complete(black_box(typed)));
        });
    }
}

criterion_group!(benches, tab);
criterion_main!(benches);
