//! The model against small grammars, and against the grammar that ships.

use super::{Builtin, Decision, Error, Expr, Grammar, RuleKind};

fn grammar(text: &str) -> Grammar {
    Grammar::parse([("g.pest".to_owned(), text.to_owned())]).expect("the grammar is sound")
}

fn errors(text: &str) -> Vec<Error> {
    Grammar::parse([("g.pest".to_owned(), text.to_owned())])
        .expect_err("the grammar is not sound")
        .all()
        .to_vec()
}

#[test]
fn every_kind_of_rule_and_expression_is_read_and_written_back() {
    let text = concat!(
        "a = { \"x\" ~ ^\"Y\" | 'a'..'\\u{E001}' ~ b? }\n",
        "b = _{ (c ~ \"-\")* ~ c+ ~ c{2} ~ c{2,} ~ c{,3} ~ c{2, 3} }\n",
        "c = @{ !(\"q\" | \"\\\"\") ~ &ANY ~ ASCII_DIGIT }\n",
        "d = ${ PUSH(c) ~ PEEK ~ POP ~ DROP? ~ PEEK[1..-1] ~ (!c)? }\n",
        "e = !{ LETTER ~ (c | d)* ~ NEWLINE ~ \"\\n\\t\\\\\" }",
    );
    let read = grammar(text);
    let written: Vec<String> = read.rules().iter().map(|rule| rule.text(read.rules())).collect();
    assert_eq!(written.join("\n"), text);
    let again = grammar(&written.join("\n"));
    assert!(read.rules().iter().zip(again.rules()).all(|(one, two)| one.root.is_same(&two.root)));
    let kinds: Vec<RuleKind> = read.rules().iter().map(|rule| rule.kind).collect();
    assert_eq!(
        kinds,
        [RuleKind::Normal, RuleKind::Silent, RuleKind::Atomic, RuleKind::CompoundAtomic, RuleKind::NonAtomic]
    );
}

#[test]
fn ids_grow_in_the_order_of_writing_and_find_their_expression() {
    let read = grammar("a = { (b | \"x\")* ~ !b+ }\nb = { ASCII_DIGIT }");
    let ids: Vec<usize> =
        read.rules().iter().flat_map(|rule| rule.root.walk()).map(|node| node.id.0).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    for rule in read.rules() {
        assert!(rule.root.walk().all(|node| read.node(node.id) == Some(node)));
    }
}

#[test]
fn places_are_those_of_the_real_file() {
    let texts = [("one.pest", "a = { b }\n"), ("two.pest", "// b\n  b = { \"x\" | \"y\" }\n")];
    let read = Grammar::parse(texts.map(|(name, text)| (name.to_owned(), text.to_owned()))).unwrap();
    let places: Vec<String> = read.points().iter().map(|point| read.place(point.span).to_string()).collect();
    assert_eq!(places, ["two.pest:2:9", "two.pest:2:15"]);
    let texts = [("one.pest", "a = { b }\n"), ("two.pest", "\nb = { c }\n")];
    let errors = Grammar::parse(texts.map(|(name, text)| (name.to_owned(), text.to_owned()))).unwrap_err();
    assert!(errors.to_string().contains("two.pest:2:7"), "{errors}");
}

#[test]
fn decisions_are_listed_wherever_they_stand() {
    let read = grammar("a = @{ (\"x\" | \"y\")+ ~ !(\"z\"?) ~ \"w\"{,2} ~ \"v\"{2} }");
    let keys: Vec<&str> = read.points().iter().map(|point| point.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "a: (\"x\" | \"y\")+ once",
            "a: (\"x\" | \"y\")+ 2 times or more",
            "a: \"x\"",
            "a: \"y\"",
            "a: \"z\"? taken",
            "a: \"z\"? absent",
            "a: \"w\"{,2} 0 times",
            "a: \"w\"{,2} once",
            "a: \"w\"{,2} 2 times or more",
        ]
    );
    assert_eq!(read.points().iter().filter(|point| point.is_ahead).count(), 2);
    let choice = read.rules()[0].root.walk().find(|node| matches!(node.expr, Expr::Choice(_))).unwrap();
    assert_eq!(read.index().find(choice.id, Decision::Alternative(1)), Some(read.points()[3].id));
}

#[test]
fn each_error_has_an_input_that_produces_it() {
    assert!(matches!(errors("// nothing")[0], Error::NoRules));
    assert!(matches!(errors("a = { \"x\" ~ }")[0], Error::Unexpected { .. }));
    assert!(matches!(&errors("abc = { abd }")[0], Error::UnknownRule { near, .. } if near[..] == ["abc"]));
    assert!(matches!(errors("a = { \"x\" } a = { \"y\" }")[0], Error::SameName { .. }));
    assert!(matches!(errors("ANY = { \"x\" }")[0], Error::Keyword { .. }));
    assert!(matches!(errors("a = { a ~ \"x\" }")[0], Error::LeftRecursion { .. }));
    assert!(matches!(errors("a = { (\"x\"?)* }")[0], Error::Endless { .. }));
    assert!(matches!(errors("a = { \"x\"? | \"y\" }")[0], Error::NeverFails { .. }));
    assert!(matches!(errors("a = { \"x\"{0} }")[0], Error::TooOften { .. }));
    assert!(matches!(errors("a = { \"x\"{9999999999} }")[0], Error::TooOften { .. }));
    assert!(matches!(errors("a = { \"\\u{D800}\" }")[0], Error::BadEscape { .. }));
    assert!(matches!(errors("a = { #t = \"x\" }")[0], Error::Tag { .. }));
    assert!(matches!(errors("a = { PUSH_LITERAL(\"x\") }")[0], Error::Extra { .. }));
    assert!(matches!(errors(&format!("a = {{ {}", "(".repeat(100_000)))[0], Error::TooComplex { .. }));
    let many = "a = { \"x\" }\n".repeat(3_001);
    assert!(matches!(errors(&many)[..], [Error::TooManyRules { count: 3_001, .. }]));
    assert!(matches!(grammar("a = { \"x\" }").start("b").unwrap_err().all()[0], Error::NoStart { .. }));
    assert!(matches!(Grammar::read(&["nowhere.pest"]).unwrap_err().all()[0], Error::NotRead { .. }));
}

#[test]
fn the_grammar_that_ships_is_read_within_the_limit_that_queries_have() {
    pest::set_call_limit(std::num::NonZeroUsize::new(1_000_000));
    let read = Grammar::read(&[concat!(env!("CARGO_MANIFEST_DIR"), "/grammar")]).expect("it is sound");
    assert!(read.find("query").is_some() && read.points().len() > 500, "{} points", read.points().len());
    let any = |node: &super::Node| node.expr == Expr::Builtin(Builtin::Any);
    assert!(read.rules().iter().any(|rule| rule.root.walk().any(any)));
}
