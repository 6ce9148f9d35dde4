//! Sentences of grammars that were written for tests.

use super::{Generated, NoWords, Options, Piece, Reason, TypoOptions, generate, text, typos};
use crate::workshop::grammar::Grammar;
use crate::workshop::language::Language;
use crate::workshop::reader::{Reader, Reading};
use crate::workshop::watch::{Unwatched, Watch};

fn file(name: &str) -> Grammar {
    let path = format!("{}/tests/grammars/{name}.pest", env!("CARGO_MANIFEST_DIR"));
    Grammar::read(&[path]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn grammar(text: &str) -> Grammar {
    Grammar::parse([("g".to_owned(), text.to_owned())]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn reader<'a>(grammar: &'a Grammar, start: &str) -> Reader<'a> {
    Reader::new(grammar, grammar.find(start).expect("the start rule is there"), Language::Any)
}

fn made(reader: &Reader<'_>, count: usize, seed: u64) -> Generated {
    generate(reader, &mut NoWords, &Options { count, seed, ..Options::default() }, &Unwatched)
}

#[test]
fn every_decision_of_the_test_grammars_is_used_or_has_its_reason() {
    for (name, start) in [("sums", "sum"), ("notes", "page")] {
        let grammar = file(name);
        let reader = reader(&grammar, start);
        let made = made(&reader, 600, 1);
        assert!(made.sentences.len() > 400, "{name}: {} sentences", made.sentences.len());
        for sentence in &made.sentences {
            assert!(matches!(reader.read(sentence), Reading::Tree(_)), "{name}: `{sentence}` is not read");
        }
        let unexplained: Vec<String> = made
            .unused
            .iter()
            .filter(|(_, reason)| !matches!(reason, Reason::Ahead | Reason::Unreached))
            .map(|(id, reason)| format!("{} {reason:?}", grammar.points()[id.0].key))
            .collect();
        assert!(unexplained.is_empty(), "{name}: {unexplained:#?}\n{}", text(&grammar, &made, None));
    }
}

#[test]
fn sentences_have_comments_and_odd_white_space() {
    let grammar = file("sums");
    let made = made(&reader(&grammar, "sum"), 400, 3);
    let any = |piece: &str| made.sentences.iter().any(|sentence| sentence.contains(piece));
    assert!(any("#") && any("\n") && any("\t") && any("  "), "{:?}", &made.sentences[..20]);
}

#[test]
fn the_same_seed_makes_the_same_sentences() {
    let grammar = file("sums");
    let reader = reader(&grammar, "sum");
    assert_eq!(made(&reader, 50, 7).sentences, made(&reader, 50, 7).sentences);
    assert_ne!(made(&reader, 50, 7).sentences, made(&reader, 50, 8).sentences);
}

#[test]
fn few_sentences_starve_no_point() {
    // Twelve alternatives, one of them far down: each is used once before any is used twice.
    let grammar = grammar(
        "s = { SOI ~ (\"a\" | \"b\" | \"c\" | deep) ~ EOI }\ndeep = { \"(\" ~ deep ~ \")\" | \"[\" ~ far ~ \"]\" }\nfar = { \"x\" | \"y\" | \"z\" }\n",
    );
    let made = made(&reader(&grammar, "s"), 12, 1);
    assert!(made.unused.is_empty(), "{:?}", made.unused);
}

#[test]
fn what_is_misread_is_said_and_made_small() {
    let grammar = grammar(
        "WHITESPACE = _{ \" \" }\nlist = { SOI ~ item ~ (\",\" ~ item)* ~ EOI }\nitem = { word ~ tail? | pair }\ntail = { \"!\" | \"?\" }\npair = { word ~ \"!\" }\nword = @{ ('a'..'z')+ }\n",
    );
    let made = made(&reader(&grammar, "list"), 200, 1);
    let found = made.misread.iter().find(|misread| misread.parting.meant == Piece::Rule("pair".to_owned()));
    let found = found.unwrap_or_else(|| panic!("{:?}", made.misread));
    assert_eq!(found.parting.to_string(), "meant `pair`, read as `word`, in `item`");
    // One or two items of one letter are the least that shows it.
    assert!(found.example.split_whitespace().collect::<String>().len() <= 4, "`{}`", found.example);
    let unused = made.unused.iter().find(|(id, _)| grammar.points()[id.0].key.starts_with("item: pair"));
    assert!(matches!(unused, Some((_, Reason::Misread(_)))), "{:?}", made.unused);
}

#[test]
fn what_takes_all_it_can_gives_nothing_back() {
    // `a!` is never a word with a sign behind it, nor `aaa` two letters and one more.
    let grammar = grammar(
        "s = { SOI ~ (\"1\" ~ word ~ \"!\"? | \"2\" ~ (two ~ \"a\" | word)) ~ EOI }\nword = ${ letter+ ~ \"!\"? }\ntwo = ${ letter{1, 2} ~ !letter }\nletter = { 'a'..'b' }\n",
    );
    let made = made(&reader(&grammar, "s"), 400, 1);
    assert!(made.misread.is_empty() && made.overlaps.is_empty(), "{:?} {:?}", made.misread, made.overlaps);
    assert_eq!(made.as_meant, made.sentences.len());
    assert!(made.sentences.iter().any(|sentence| sentence.ends_with("!!")), "{:?}", made.sentences);
}

#[test]
fn an_alternative_that_gives_way_now_and_then_is_no_fault() {
    let grammar = grammar(
        "s = { SOI ~ (few | many) ~ EOI }\nfew = { \"a\"{1, 2} ~ EOI }\nmany = { \"a\"* ~ \"b\"? }\n",
    );
    let made = made(&reader(&grammar, "s"), 200, 1);
    let found: Vec<String> = made.overlaps.iter().map(|overlap| overlap.parting.to_string()).collect();
    assert_eq!(found, ["meant `many`, read as `few`, in `s`"]);
    assert!(made.misread.is_empty(), "{:?}", made.misread);
    assert_eq!(made.giving_way, made.overlaps[0].count);
    assert!(text(&grammar, &made, None).contains("more give way to an earlier alternative"));
    assert!(made.sentences.iter().any(|sentence| sentence.contains('b')));
}

#[test]
fn white_space_at_the_end_of_what_was_read_is_no_other_word() {
    let grammar = grammar(
        "WHITESPACE = _{ \" \" | \"#\" ~ (!\"\\n\" ~ ANY)* ~ \"\\n\" }\ns = { SOI ~ (item ~ sign)+ ~ item ~ EOI }\nsign = { \",\" ~ \"-\"? }\nitem = @{ 'a'..'c' }\n",
    );
    let made = made(&reader(&grammar, "s"), 300, 1);
    assert!(made.misread.is_empty(), "{:?}", made.misread);
    assert!(made.sentences.iter().any(|sentence| sentence.contains(",#") || sentence.contains(", #")));
}

#[test]
fn what_follows_is_heeded() {
    let grammar = grammar(
        "s = { SOI ~ (key ~ &\"=\" ~ \"=\" ~ value | !\"no\" ~ value) ~ EOI }\nkey = @{ ('a'..'c')+ }\nvalue = @{ ('a'..'z')+ }\n",
    );
    let made = made(&reader(&grammar, "s"), 300, 1);
    assert!(made.sentences.iter().all(|sentence| !sentence.starts_with("no")));
    assert!(made.sentences.iter().any(|sentence| sentence.contains('=')));
    assert!(made.misread.is_empty(), "{:?}", made.misread);
}

#[test]
fn a_run_that_is_stopped_gives_what_it_has() {
    struct Impatient(std::sync::atomic::AtomicUsize);
    impl Watch for Impatient {
        fn at(&self, done: usize, _: usize) {
            self.0.store(done, std::sync::atomic::Ordering::Relaxed);
        }
        fn is_stopped(&self) -> bool {
            self.0.load(std::sync::atomic::Ordering::Relaxed) >= 10
        }
    }
    let grammar = file("sums");
    let options = Options { count: 1_000, ..Options::default() };
    let watch = Impatient(std::sync::atomic::AtomicUsize::default());
    let made = generate(&reader(&grammar, "sum"), &mut NoWords, &options, &watch);
    assert!(made.stopped && !made.sentences.is_empty() && made.sentences.len() <= 10);
    assert!(text(&grammar, &made, None).contains("# stopped"));
}

#[test]
fn typing_errors_are_counted_for_each_keyword() {
    let grammar = grammar(
        "WHITESPACE = _{ \" \" }\ns = { SOI ~ (safe | loose) ~ EOI }\nsafe = { kw_safe ~ number }\nloose = { ^\"loose\" ~ name? | name ~ number }\nkw_safe = @{ ^\"safe\" ~ !ASCII_ALPHA }\nname = @{ !kw_safe ~ ASCII_ALPHA+ }\nnumber = @{ ASCII_DIGIT+ }\n",
    );
    let reader = reader(&grammar, "s");
    let found = typos(&reader, &mut NoWords, &TypoOptions::default(), &|_| true, &Unwatched);
    let share =
        |word: &str| found.iter().find(|one| one.word == word).map(|one| (one.tried > 50, one.share()));
    // `sefe 1` is read as a name with a number; `loosx` is no name alone.
    assert_eq!(share("safe").map(|(enough, share)| (enough, share > 9_000)), Some((true, true)), "{found:?}");
    assert_eq!(
        share("loose").map(|(enough, share)| (enough, share < 4_000)),
        Some((true, true)),
        "{found:?}"
    );
    let strict = grammar_of_strict_words();
    let reader = Reader::new(&strict, strict.find("s").expect("a start"), Language::Any);
    let found = typos(&reader, &mut NoWords, &TypoOptions::default(), &|_| true, &Unwatched);
    assert!(found.iter().all(|one| one.tried > 0 && one.accepted == 0), "{found:?}");
}

fn grammar_of_strict_words() -> Grammar {
    grammar("s = { SOI ~ (\"alpha\" | \"omega\") ~ EOI }\n")
}
