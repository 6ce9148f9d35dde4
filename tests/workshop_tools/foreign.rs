//! Every tool on grammars that are not this program's own, sound and broken.
//!
//! In: `tests/grammars/`: sums with keywords, notes with a stack, names with classes of Unicode. Out: what each tool makes of
//! them. Absent: what a tool finds in detail (the other files here).

use annals::workshop::corpus::escaped_query;
use serde_json::Value;

use super::{Done, Place};

const SUMS: &str = include_str!("../grammars/sums.pest");

/// Grammars with the rule that they start with, and an edit that changes what they read.
const SOUND: [(&str, &str, &str, &str); 3] = [
    (SUMS, "sum", "kw_times | \"*\"", "kw_times"),
    (include_str!("../grammars/notes.pest"), "page", "\"-\" | \"*\"", "\"-\""),
    (include_str!("../grammars/names.pest"), "people", "HAN{1, 4} | ", ""),
];

/// Grammars that cannot be read, and what is said of them.
const BROKEN: [(&str, &str); 9] = [
    ("", "there is no rule in this grammar"),
    ("// nothing\n", "there is no rule in this grammar"),
    ("sum = { \"1\" ~ }", "this cannot stand here\n --> other.pest:1:15"),
    ("sum = { SOI ~ (\"1\" ~ EOI }", "this cannot stand here\n --> other.pest:1:26"),
    ("sum = { sum ~ \"+\" ~ \"1\" | \"1\" }", "`sum` calls itself before it has read anything"),
    ("sum = { one }\none = { two ~ \"1\" }\ntwo = { one }", "calls itself before it has read anything"),
    ("sum = { one }", "there is no rule `one`\n --> other.pest:1:9"),
    ("sum = { (\"1\"?)* }", "this can match nothing, so repeating it never ends"),
    ("sum = { \"1\" }\nsum = { \"2\" }", "two rules are called `sum`\n --> other.pest:2:1"),
];

/// Every tool, but for the grammar and its rule.
const TOOLS: [&[&str]; 6] = [
    &["grammar", "lint"],
    &["grammar", "generate", "--count", "5"],
    &["grammar", "generate", "--typos"],
    &["grammar", "coverage", "sums.corpus"],
    &["grammar", "mutate", "sums.corpus", "--probes", "0"],
    &["test", "sums.corpus"],
];

fn json(done: &Done) -> Value {
    serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{error}: {}{}", done.out, done.err))
}

/// Whether a tool says what is wrong, and nothing else.
fn refuses(done: &Done, said: &str) {
    assert_eq!((done.status, done.out.as_str()), (2, ""), "{}", done.err);
    assert!(done.err.starts_with("error: ") && done.err.contains(said), "{said:?} is not in\n{}", done.err);
}

#[test]
fn every_tool_works_on_any_sound_grammar() {
    for (grammar, rule, from, to) in SOUND {
        let place = Place::new(grammar, "");
        let which = ["--grammar", "sums.pest", "--rule", rule];
        let run = |tool: &[&str], status: &[i32]| {
            let done = place.annals(tool, &which);
            assert!(
                status.contains(&done.status),
                "{rule} {tool:?} {}: {}{}",
                done.status,
                done.out,
                done.err
            );
            done
        };
        run(&["grammar", "lint"], &[0]);
        run(&["grammar", "generate", "--typos"], &[0]);
        let made = json(&run(&["grammar", "generate", "--count", "80", "--json"], &[0]));
        let sentences = made["sentences"].as_array().expect("sentences are made");
        assert_eq!((sentences.len(), made["as_meant"].as_u64()), (80, Some(80)), "{rule}");
        // Each becomes a case, which `--update` fills.
        let texts = sentences.iter().filter_map(Value::as_str).enumerate();
        let cases = texts.map(|(at, text)| format!("\n== {at}\n{}\n\n--- tree\n", escaped_query(text)));
        place.cases(&format!(":escapes\n{}", cases.collect::<String>()));
        run(&["test", "sums.corpus"], &[1]);
        run(&["test", "sums.corpus", "--update"], &[0]);
        let tested = json(&run(&["test", "sums.corpus", "--json"], &[0]));
        assert_eq!(tested["summary"]["passed"], 80, "{rule}");
        let covered =
            json(&run(&["grammar", "coverage", "sums.corpus", "--fail-under", "80", "--json"], &[0]));
        assert_eq!(covered["accepting_cases"], 80, "{rule}");
        let mutated = json(&run(&["grammar", "mutate", "sums.corpus", "--probes", "300", "--json"], &[0, 1]));
        let count = |name: &str| mutated[name].as_u64().expect("it is a number");
        assert!(count("noticed") * 2 > count("mutants"), "{rule}: most changes are noticed: {mutated:#}");
        assert_ne!(grammar, grammar.replace(from, to));
        place.write("other.pest", &grammar.replace(from, to));
        let changed =
            json(&run(&["grammar", "diff", "sums.pest", "other.pest", "--count", "200", "--json"], &[1]));
        assert!(changed["classes"]["now rejected"]["count"].as_u64() > Some(0), "{rule}: {changed:#}");
    }
}

#[test]
fn every_tool_says_what_is_wrong_with_a_broken_grammar() {
    let place = Place::new(SUMS, "== One\n1\n");
    for (grammar, said) in BROKEN {
        place.write("other.pest", grammar);
        for tool in TOOLS {
            refuses(&place.annals(tool, &["--grammar", "other.pest", "--rule", "sum"]), said);
        }
        let diff = |old: &str, new: &str| place.annals(&["grammar", "diff", old, new, "--rule", "sum"], &[]);
        refuses(&diff("sums.pest", "other.pest"), said);
        refuses(&diff("other.pest", "sums.pest"), said);
    }
}

#[test]
fn a_grammar_of_too_many_rules_is_refused_however_they_call_one_another() {
    let place = Place::new(SUMS, "== One\n1\n");
    let rules = (0..3_000).map(|at| format!("r{at} = {{ \"{at}\" ~ r{}? }}\n", at + 1));
    place.write("other.pest", &format!("sum = {{ r0 }}\n{}r3000 = {{ \"z\" }}\n", rules.collect::<String>()));
    for tool in TOOLS {
        let done = place.annals(tool, &["--grammar", "other.pest", "--rule", "sum"]);
        refuses(&done, "this grammar has 3,002 rules, and 3,000 are the most that can be read");
    }
}

#[test]
fn a_chain_of_as_many_rules_as_can_be_read_is_followed() {
    let place = Place::new(SUMS, "== One\nz\n");
    let rules = (0..700).map(|at| format!("r{at} = {{ r{} }}\n", at + 1));
    place.write("other.pest", &format!("sum = {{ r0 }}\n{}r700 = {{ \"z\" }}\n", rules.collect::<String>()));
    for tool in TOOLS {
        let done = place.annals(tool, &["--grammar", "other.pest", "--rule", "sum"]);
        assert!(done.status == 0 || done.status == 1, "{tool:?} {}: {}", done.status, done.err);
    }
}

#[test]
fn every_tool_says_where_to_start_if_it_cannot_tell() {
    let place = Place::new(SUMS, "== One\n1\n");
    place.write("other.pest", &SUMS.replace("kw_times | \"*\"", "kw_times"));
    for tool in TOOLS.into_iter().chain([&["grammar", "diff", "sums.pest", "other.pest"][..]]) {
        let with = |rule: &[&str]| place.annals(tool, &[&["--grammar", "sums.pest"], rule].concat());
        refuses(&with(&[]), "there is no rule `query` to start with");
        refuses(&with(&["--rule", "sun"]), "there is no rule `sun` to start with");
        refuses(&with(&["--rule", "sun"]), "did you mean `sum`?");
    }
    for tool in TOOLS {
        refuses(
            &place.annals(tool, &["--grammar", "none.pest", "--rule", "sum"]),
            "`none.pest` cannot be read",
        );
    }
}

#[test]
fn what_only_this_language_has_is_refused_for_others() {
    let place = Place::new(SUMS, "");
    let generate = ["grammar", "generate", "--grammar", "sums.pest", "--rule", "sum", "--count", "5"];
    refuses(&place.annals(&generate, &["--answers"]), "have answers; leave out `--answers`");
    refuses(
        &place.annals(&generate, &["--round-trip", "9"]),
        "have a canonical form; leave out `--round-trip`",
    );
}
