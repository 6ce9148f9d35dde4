//! Changes of small grammars, and what they do to queries.

use super::{Class, Compared, Delta, Origin, Query, cases, compare, json, sentences, text};
use crate::workshop::grammar::Grammar;
use crate::workshop::language::Language;
use crate::workshop::watch::Unwatched;

const OLD: &str = "WHITESPACE = _{ \" \" }\nlist = { SOI ~ item ~ (\",\" ~ item)* ~ EOI }\nitem = { pair | word }\npair = { word ~ \"=\" ~ word }\nword = @{ ('a'..'c')+ }\n";

fn grammar(text: &str) -> Grammar {
    Grammar::parse([("g".to_owned(), text.to_owned())]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn compared(old: &Grammar, new: &Grammar, queries: &[&str]) -> Compared {
    let start = |grammar: &Grammar| grammar.find("list").expect("the start rule is there");
    let queries: Vec<Query> =
        queries.iter().map(|text| Query { text: (*text).to_owned(), origin: Origin::Old }).collect();
    compare((old, start(old)), (new, start(new)), Language::Any, &queries, &Unwatched)
}

fn class(old: &str, new: &str, query: &str) -> Class {
    let compared = compared(&grammar(old), &grammar(new), &[query]);
    compared.counts.into_keys().next().expect("one query was read")
}

#[test]
fn each_class_is_told_from_the_others() {
    let swapped = OLD.replace("pair | word", "word | pair");
    let wider = OLD.replace("'a'..'c'", "'a'..'d'");
    let narrower = OLD.replace("'a'..'c'", "'a'..'b'");
    let spans = OLD.replace("word ~ \"=\" ~ word", "word ~ \"=\" ~ word ~ \"!\"?");
    let flat = OLD.replace("item = { pair | word }", "item = _{ pair | word }");
    for (new, query, expected) in [
        (OLD, "a, b=c", Class::Same),
        (&*wider, "a, b=c", Class::Same),
        (&*wider, "ad", Class::NowAccepted),
        (&*narrower, "ac", Class::NowRejected),
        (&*swapped, "a=b", Class::NowRejected),
        (&*spans, "a=b , c", Class::SpansOnly),
        (&*flat, "a", Class::OtherTree),
        (&*flat, "a, ?", Class::OtherError),
        (&*wider, "ad?", Class::OtherError),
    ] {
        assert_eq!(class(OLD, new, query), expected, "`{query}` under\n{new}");
    }
}

#[test]
fn a_limit_is_a_class_of_its_own() {
    let nested =
        "list = { SOI ~ deep ~ EOI }\ndeep = { \"(\" ~ deep ~ \")\" | \"(\" ~ deep ~ \"]\" | \"x\" }\n";
    let once = "list = { SOI ~ deep ~ EOI }\ndeep = { \"(\" ~ deep ~ (\")\" | \"]\") | \"x\" }\n";
    let query = format!("{}x{}", "(".repeat(30), "]".repeat(30));
    assert_eq!(class(once, nested, &query), Class::LimitHit);
    assert_eq!(class(nested, nested, &query), Class::Same);
}

#[test]
fn sentences_of_both_show_a_change_that_no_query_was_given_for() {
    let old = grammar(OLD);
    let new = grammar(
        &OLD.replace("pair | word", "pair | word | group")
            .replace("pair = ", "group = { \"(\" ~ item ~ \")\" }\npair = "),
    );
    let delta = Delta::of(&old, &new);
    let start = |grammar: &Grammar| grammar.find("list").expect("the start rule is there");
    let queries =
        sentences((&old, start(&old)), (&new, start(&new)), &delta, Language::Any, (200, 1), &Unwatched);
    assert!(queries.iter().any(|query| query.origin == Origin::Old));
    let found = compare((&old, start(&old)), (&new, start(&new)), Language::Any, &queries, &Unwatched);
    let accepted = &found.shortest[&Class::NowAccepted];
    assert_eq!(accepted.len(), 3, "the three shortest are kept");
    assert!(accepted[0].query.text.len() <= 6, "{accepted:?}");
    assert!(
        found.counts[&Class::NowAccepted] > 30,
        "most sentences go through what changed: {:?}",
        found.counts
    );
    // Nothing but what the change is about is called a change.
    let others = [Class::NowRejected, Class::OtherTree, Class::LimitHit];
    assert!(others.iter().all(|class| !found.counts.contains_key(class)), "{:?}", found.counts);
    let shown = text(&delta, &found);
    assert!(shown.contains("+ group") && shown.contains("now accepted"), "{shown}");
    assert!(json(&delta, &found)["classes"]["now accepted"]["count"].as_u64() > Some(30));
    let saved = cases(&found);
    let file = crate::workshop::corpus::parse("saved", &saved).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(file.cases.len() >= 3 && file.cases.iter().any(|case| case.query == accepted[0].query.text));
}

#[test]
fn a_change_of_layout_alone_reports_nothing() {
    let old = grammar(OLD);
    let new = grammar(&format!("// a comment\n{}", OLD.replace(" ~ ", "\n    ~ ")));
    assert!(Delta::of(&old, &new).is_empty());
}
