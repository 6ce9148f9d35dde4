//! The optimiser against pest's own, the engine against limits, and what the log notes.

use pest_meta::optimizer::OptimizedExpr;

use super::piece::{Piece, Shape};
use super::{Limit, Log, Program, Reach, optimise::optimised};
use crate::workshop::grammar::Grammar;

fn grammar(text: &str) -> Grammar {
    Grammar::parse([("g.pest".to_owned(), text.to_owned())]).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Each pass of the optimiser has its own line, and a line on which it must do nothing.
const OPTIMISED: &str = r#"
WHITESPACE = _{ " " }
turned   = { ("a" ~ "b") ~ ("c" ~ "d" ~ ("e" ~ "f")) | ("g" | ("h" | "i")) | "j" }
skipped  = @{ "\"" ~ (!"\"" ~ ANY)* ~ (!("a" | "b" | "c") ~ ANY)* ~ (!(quote | "x") ~ ANY)* }
unskipped = { (!"\"" ~ ANY)* ~ quote }
quotes   = @{ (!three ~ ANY)* ~ (!quote ~ ANY)+ ~ (!two ~ ANY)* }
quote    = { "'" }
two      = { "'" | quote }
three    = { "'" | "`" | "." }
counted  = { "a"+ ~ "b"{2} ~ ("c" ~ "d"){1, 3} ~ "e"{,2} ~ "f"{2,} ~ "g"{3, 2} ~ ("h"+)* ~ "i"{0,} }
joined   = @{ "a" ~ "b" ~ "c" ~ ^"d" ~ ^"e" ~ quote ~ "f" ~ "g" }
factored = { "x" | "a" ~ "b" | "a" ~ "c" }
nested   = { ("a" ~ "b" ~ "c" | "a" ~ "b" ~ "d")? ~ ("a" ~ "b" | "a" ~ ("c" | "d")) }
shadowed = { "x" | "a" | "a" ~ "b" }
optional = @{ quote ~ "b" | quote }
spaced   = { quote ~ "b" | quote }
plural   = { quote+ | quote+ ~ "x" }
listed   = { ("a" ~ ",")* ~ "a" }
unlisted = { ("a" ~ ",")* ~ "a" ~ "b" | ("a")* ~ "a" }
stacked  = { PUSH("a"+) ~ PEEK ~ (POP | DROP)? ~ PEEK[0..1] ~ !("z" ~ &"y") }
"#;

#[test]
fn the_optimiser_is_that_of_pest() {
    let (_, theirs) = pest_meta::parse_and_optimize(OPTIMISED).expect("the grammar is sound");
    let grammar = grammar(OPTIMISED);
    for points in [None, Some(grammar.index())] {
        for (rule, pest) in grammar.rules().iter().zip(&theirs) {
            assert_eq!(
                shown(&optimised(rule, &grammar, points), &grammar),
                pest_shown(&pest.expr),
                "{}",
                rule.name
            );
        }
    }
}

#[test]
fn the_optimiser_is_that_of_pest_on_the_grammar_that_ships() {
    let grammar = Grammar::read(&[concat!(env!("CARGO_MANIFEST_DIR"), "/grammar")]).expect("it is sound");
    let (_, theirs) = pest_meta::parse_and_optimize(grammar.files().text()).expect("it is sound");
    for (rule, pest) in grammar.rules().iter().zip(&theirs) {
        assert_eq!(
            shown(&optimised(rule, &grammar, None), &grammar),
            pest_shown(&pest.expr),
            "{}",
            rule.name
        );
    }
}

fn shown(piece: &Piece, grammar: &Grammar) -> String {
    let inner = |piece: &Piece| shown(piece, grammar);
    match &piece.shape {
        Shape::Text(text) => format!("{text:?}"),
        Shape::Folded(text) => format!("^{text:?}"),
        Shape::Range(first, last) => format!("{first}..{last}"),
        Shape::Rule(id) => grammar.rule(*id).name.clone(),
        Shape::Builtin(builtin) => builtin.to_string(),
        Shape::Slice(start, end) => format!("PEEK[{start}..{end:?}]"),
        Shape::Ahead(one) => format!("&({})", inner(one)),
        Shape::Not(one) => format!("!({})", inner(one)),
        Shape::Sequence(one, two) => format!("({} ~ {})", inner(one), inner(two)),
        Shape::Choice(one, two) => format!("({} | {})", inner(one), inner(two)),
        Shape::Optional(one, _) => format!("({})?", inner(one)),
        Shape::Repeat(one) => format!("({})*", inner(one)),
        Shape::Skip(stops) => format!("skip{:?}", stops.iter().map(|stop| &stop.text).collect::<Vec<_>>()),
        Shape::Push(one) => format!("PUSH({})", inner(one)),
    }
}

fn pest_shown(expr: &OptimizedExpr) -> String {
    match expr {
        OptimizedExpr::Str(text) => format!("{text:?}"),
        OptimizedExpr::Insens(text) => format!("^{text:?}"),
        OptimizedExpr::Range(first, last) => format!("{first}..{last}"),
        OptimizedExpr::Ident(name) => name.clone(),
        OptimizedExpr::PeekSlice(start, end) => format!("PEEK[{start}..{end:?}]"),
        OptimizedExpr::PosPred(one) => format!("&({})", pest_shown(one)),
        OptimizedExpr::NegPred(one) => format!("!({})", pest_shown(one)),
        OptimizedExpr::Seq(one, two) => format!("({} ~ {})", pest_shown(one), pest_shown(two)),
        OptimizedExpr::Choice(one, two) => format!("({} | {})", pest_shown(one), pest_shown(two)),
        OptimizedExpr::Opt(one) => format!("({})?", pest_shown(one)),
        OptimizedExpr::Rep(one) => format!("({})*", pest_shown(one)),
        OptimizedExpr::Skip(texts) => format!("skip{texts:?}"),
        OptimizedExpr::Push(one) => format!("PUSH({})", pest_shown(one)),
        OptimizedExpr::RestoreOnErr(one) => pest_shown(one),
    }
}

/// How far each point of a grammar came with a text, by the short name of its decision.
fn reaches(text: &str, input: &str) -> Vec<(String, Reach)> {
    let grammar = grammar(text);
    let program = Program::noting(&grammar);
    let mut log = Log::default();
    let _ = program.parse_noting(grammar.start("s").unwrap(), input, &mut log);
    grammar.points().iter().map(|point| (point.key.clone(), log.reach(point.id))).collect()
}

fn check(text: &str, input: &str, expected: &[(&str, Reach)]) {
    let expected: Vec<(String, Reach)> =
        expected.iter().map(|(key, reach)| ((*key).to_owned(), *reach)).collect();
    assert_eq!(reaches(text, input), expected, "{text} with {input:?}");
}

#[test]
fn alternatives_are_used_tried_given_up_or_never_reached() {
    use Reach::{GivenUp, Never, Tried, Used};
    let text = "s = { a ~ \"x\" ~ EOI | b ~ EOI }\na = { \"p\" | \"q\" | \"r\" }\nb = { \"q\" ~ \"y\" }";
    check(
        text,
        "qy",
        &[
            ("s: a ~ \"x\" ~ EOI", Tried),
            ("s: b ~ EOI", Used),
            ("a: \"p\"", Tried),
            ("a: \"q\"", GivenUp),
            ("a: \"r\"", Never),
        ],
    );
    check(
        text,
        "qx",
        &[
            ("s: a ~ \"x\" ~ EOI", Used),
            ("s: b ~ EOI", Never),
            ("a: \"p\"", Tried),
            ("a: \"q\"", Used),
            ("a: \"r\"", Never),
        ],
    );
}

#[test]
fn options_and_repetitions_count_also_in_atomic_rules_and_lookaheads() {
    use Reach::{Ahead, Tried, Used};
    check(
        "s = @{ \"a\"? ~ \"b\"* ~ \"c\"+ ~ &(\"d\"?) ~ \"d\"{1, 2} }",
        "bbcd",
        &[
            ("s: \"a\"? taken", Tried),
            ("s: \"a\"? absent", Used),
            ("s: \"b\"* 0 times", Tried),
            ("s: \"b\"* once", Tried),
            ("s: \"b\"* 2 times or more", Used),
            ("s: \"c\"+ once", Used),
            ("s: \"c\"+ 2 times or more", Tried),
            ("s: \"d\"? taken", Ahead),
            ("s: \"d\"? absent", Tried),
            ("s: \"d\"{1, 2} once", Used),
            ("s: \"d\"{1, 2} 2 times or more", Tried),
        ],
    );
    check(
        "s = @{ (!(\"x\" | \"y\") ~ ANY)* ~ \"y\" }",
        "ay",
        &[
            ("s: (!(\"x\" | \"y\") ~ ANY)* 0 times", Tried),
            ("s: (!(\"x\" | \"y\") ~ ANY)* once", Used),
            ("s: (!(\"x\" | \"y\") ~ ANY)* 2 times or more", Tried),
            ("s: \"x\"", Reach::Never),
            ("s: \"y\"", Ahead),
        ],
    );
    check(
        "s = { (\"a\" ~ \",\")* ~ \"a\" ~ (\"(\" ~ s ~ \")\")* }",
        "a,a(a)",
        &[
            ("s: (\"a\" ~ \",\")* 0 times", Used),
            ("s: (\"a\" ~ \",\")* once", Used),
            ("s: (\"a\" ~ \",\")* 2 times or more", Tried),
            ("s: (\"(\" ~ s ~ \")\")* 0 times", Used),
            ("s: (\"(\" ~ s ~ \")\")* once", Used),
            ("s: (\"(\" ~ s ~ \")\")* 2 times or more", Tried),
        ],
    );
}

#[test]
fn what_pest_rewrites_is_still_counted_as_written() {
    use Reach::{Tried, Used};
    check(
        "s = { \"a\" ~ \"b\" | \"a\" ~ \"c\" }",
        "ac",
        &[("s: \"a\" ~ \"b\"", Tried), ("s: \"a\" ~ \"c\"", Used)],
    );
    check("s = @{ a ~ \"b\" | a }\na = { \"a\" }", "a", &[("s: a ~ \"b\"", Tried), ("s: a", Used)]);
    check(
        "s = { (a ~ \",\")* ~ a }\na = { \"a\" }",
        "a,a,a",
        &[
            ("s: (a ~ \",\")* 0 times", Tried),
            ("s: (a ~ \",\")* once", Tried),
            ("s: (a ~ \",\")* 2 times or more", Used),
        ],
    );
    check(
        "s = { \"a\" | (\"b\" | \"c\") }",
        "c",
        &[("s: \"a\"", Tried), ("s: \"b\" | \"c\"", Used), ("s: \"b\"", Tried), ("s: \"c\"", Used)],
    );
}

#[test]
fn no_grammar_makes_the_engine_hang_or_panic() {
    let limit = |text: &str, input: &str| {
        let grammar = grammar(text);
        let program = Program::new(&grammar).limited(300);
        program.parse(grammar.start("s").unwrap(), input).unwrap_err().limit
    };
    assert_eq!(limit("s = { PEEK ~ \"a\" }", "a"), Some(Limit::EmptyStack));
    assert_eq!(limit("s = { POP }", "a"), Some(Limit::EmptyStack));
    assert_eq!(limit("s = { \"(\" ~ s ~ \")\" | \"x\" }", &"(".repeat(1_000_000)), Some(Limit::Calls));
    let deep = grammar("s = { \"(\" ~ s ~ \")\" | \"x\" }");
    let failure = Program::new(&deep).parse(deep.start("s").unwrap(), &"(".repeat(1_000_000)).unwrap_err();
    assert!(matches!(failure.limit, Some(Limit::Depth | Limit::Calls)) && failure.expected.is_empty());
    // An edit of one rule may make what pest would refuse.
    let sound = grammar("s = { a* ~ \"x\" }\na = { \"y\" }");
    let mut rule = sound.rule(sound.find("a").unwrap()).clone();
    rule.root = grammar("a = { \"y\"? }").rules()[0].root.clone();
    let changed = sound.with_rule(sound.find("a").unwrap(), rule);
    let failure = Program::new(&changed).parse(changed.start("s").unwrap(), "x").unwrap_err();
    assert_eq!(failure.limit, Some(Limit::Endless));
}
