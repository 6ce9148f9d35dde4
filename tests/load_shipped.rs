//! The shipped facts load without a single problem, and however they are broken nothing panics.

use annals::load::{shipped, texts};
use annals::text::{Classes, Lexicon, Style};

#[test]
fn the_shipped_facts_have_no_problems() {
    let loaded = shipped();
    assert_eq!(loaded.draw_all(Style { colour: false, width: 120 }), "");
    assert!(loaded.store.fact_count() > 100);
}

#[test]
fn names_and_words_of_the_shipped_facts_are_known() {
    let store = shipped().store;
    let known = |words: &[&str]| store.longest(words).map(|known| (known.words, known.classes));
    assert_eq!(known(&["iran", "joined"]), Some((1, Classes::NAME)));
    assert!(
        known(&["members", "of"])
            .is_some_and(|(words, classes)| words == 1 && classes.contains(Classes::NOUN))
    );
    assert!(known(&["iranian"]).is_some_and(|(_, classes)| classes.contains(Classes::ADJECTIVE)));
    assert!(store.near("Irann", Classes::NAME, 3).contains(&"Iran".to_owned()));
}

#[test]
fn broken_files_never_panic() {
    let files: Vec<(String, String)> =
        shipped().sources.into_iter().map(|source| (source.name, source.text)).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |most: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % (most.max(1) as u64)).unwrap()
    };
    let rounds = if std::env::var_os("LONG").is_some() { 2000 } else { 25 };
    for _ in 0..rounds {
        let broken: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(name, text)| {
                let mut bytes = text.clone().into_bytes();
                break_somewhere(&mut bytes, &mut next);
                (name.clone(), bytes)
            })
            .collect();
        let loaded = texts(broken);
        let _ = loaded.draw_all(Style { colour: false, width: 80 });
    }
}

fn break_somewhere(bytes: &mut Vec<u8>, next: &mut impl FnMut(usize) -> usize) {
    let at = next(bytes.len());
    match next(8) {
        0 => bytes.truncate(at),
        1 => {
            let other = next(bytes.len());
            bytes.swap(at, other);
        }
        2 => bytes[at] = 0xff,
        3 => drop(bytes.splice(at..at, std::iter::repeat_n(b'9', 400))),
        4 => drop(bytes.splice(at..at, std::iter::repeat_n(b'[', 5000))),
        5 => drop(bytes.splice(at..at, *b"\n[[membership]]\nwhen = \"2024\"\n")),
        6 => drop(bytes.splice(at..at, *b"\"")),
        _ => {
            let end = (at + next(40)).min(bytes.len());
            drop(bytes.drain(at..end));
        }
    }
}

#[test]
fn huge_and_deep_values_are_refused() {
    let deep = format!("x = {}1{}\n", "[".repeat(50_000), "]".repeat(50_000));
    let keys = format!("{} = 1\n", vec!["a"; 20_000].join("."));
    let tables = format!("[{}]\n", vec!["a"; 20_000].join("."));
    let long = format!("[[membership]]\nwhen = \"{}\"\n", "[2020,".repeat(30_000));
    let link = |at: u32| format!("[kind.k{at}]\nwithin = [\"k{}\"]\n", (at + 1) % 3000);
    let circle = (0..3000).map(link).collect::<Vec<_>>().concat();
    for (name, text) in
        [("deep", deep), ("keys", keys), ("tables", tables), ("long", long), ("circle", circle)]
    {
        let loaded = texts([(name, text)]);
        assert!(loaded.errors() > 0, "{name}");
        let _ = loaded.draw_all(Style { colour: false, width: 80 });
    }
}
