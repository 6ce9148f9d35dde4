//! What the store makes of files: accounts, coverage, clocks, names.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use annals::fact::{EntityId, RoleId};
use annals::load::{Loaded, texts};
use annals::store::{Flags, How, Meaning, Store, Table};
use annals::text::{Classes, Known, Lexicon, Style};
use annals::time::{Bounds, Day, Truth};

const BASE: &str = include_str!("load/base.toml");

fn load(input: &str) -> Loaded {
    let loaded = texts([("base.toml", BASE), ("input.toml", input)]);
    assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "");
    loaded
}

fn membership(store: &Store) -> (&Table, RoleId) {
    let relation = store.relation_named("membership").unwrap();
    (store.table(relation.id), relation.role_named("member").unwrap())
}

fn rows(store: &Store, member: &str) -> Vec<u32> {
    let (table, role) = membership(store);
    table.postings(role, entity(store, member)).to_vec()
}

fn entity(store: &Store, id: &str) -> EntityId {
    store.entity_by_id(id).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn of_russia(more: &str) -> String {
    format!("[[membership]]\nmember = \"russia\"\norganisation = \"brics\"\nsource = \"gazette\"\n{more}\n")
}

#[test]
fn what_goes_on_is_certain_until_its_source_appeared() {
    let store = load("").store;
    let (table, _) = membership(&store);
    assert_eq!(table.bounds(0).holds_on(day("2024-10-23")), Truth::Certain);
    assert_eq!(table.bounds(0).holds_on(day("2024-10-24")), Truth::Possible);
    assert_eq!(table.written(0), "2024-01-01/..");
    assert!(table.exact(0).is_none() && table.flags(0).has(Flags::GOING_ON));
}

#[test]
fn an_open_coverage_vouches_for_what_goes_on() {
    let coverage = "[[coverage]]\nrelation = \"membership\"\nroles = { organisation = \"brics\" }\nwhen = \"2006-09-20/..\"\nchecked = \"2025-07-07\"\nsource = \"gazette\"\n";
    let store = load(coverage).store;
    let (table, member) = membership(&store);
    assert_eq!(table.bounds(0).end_min(), Bounds::STILL);
    assert!(table.flags(0).has(Flags::COVERED));
    let brics = (table_role(&store, "organisation"), entity(&store, "brics"));
    let iran = (member, entity(&store, "iran"));
    assert_eq!(store.coverage_of(table.relation(), &[brics, iran]).count(), 1);
    assert_eq!(store.coverage_of(table.relation(), &[iran]).count(), 0);
}

fn table_role(store: &Store, name: &str) -> RoleId {
    store.relation_named("membership").unwrap().role_named(name).unwrap()
}

#[test]
fn overlapping_periods_of_equal_roles_are_accounts_of_one_thing() {
    let input = [
        of_russia("when = \"2011/2015\""),
        of_russia("when = \"2011-03-05/2015-01-01\""),
        of_russia("when = \"2015-12-31/2018-01-01\""),
        of_russia("when = \"2018-01-01/2020-01-01\""),
        of_russia("when = \"2011/2015\"\ndenied = true"),
        of_russia("seen = \"2012-04-05\""),
    ];
    let store = load(&input.concat()).store;
    let (table, _) = membership(&store);
    let russia = rows(&store, "russia");
    let group = |at: usize| table.accounts(russia[at]).to_vec();
    assert_eq!(group(0), [russia[0], russia[1], russia[5]], "the sighting belongs to the first period");
    assert_eq!(group(2), [russia[2]]);
    assert_eq!(group(3), [russia[3]], "a period that follows on the same day is another one");
    assert_eq!(group(4), [russia[4]]);
    assert_eq!(table.finest(&group(0)), Some(russia[1]));
    assert_eq!(table.accounts(0), [0]);
}

#[test]
fn equal_ids_make_accounts_whatever_the_dates() {
    let input = ["1991", "2011"].map(|year| of_russia(&format!("id = \"one\"\nwhen = \"{year}/..\"")));
    let store = load(&input.concat()).store;
    let (table, _) = membership(&store);
    let russia = rows(&store, "russia");
    assert_eq!(table.accounts(russia[0]), russia);
    assert_eq!(store.facts_named("one").len(), 2);
    assert_eq!(table.fact_id_text(russia[0]).map(|id| store.text(id)), Some("one"));
}

#[test]
fn facts_know_since_when_they_are_known() {
    let input = "[source.later]\ntitle = \"Later\"\npublished = \"2025-01\"\n".to_owned()
        + "[[visit]]\nvisitor = \"iran\"\nwhen = \"2024-05\"\nsource = [\"later, page 2\", \"gazette\"]\n";
    let store = load(&input).store;
    let table = store.table(store.relation_named("visit").unwrap().id);
    assert_eq!(table.known_since(0).start_max(), day("2024-10-23").number());
    let published: Vec<_> =
        store.sources_published(table.fact_id(0)).flatten().map(Bounds::start_min).collect();
    assert_eq!(published, [day("2025-01-01").number(), day("2024-10-23").number()]);
    let locator = table.citations(0)[0].locator.map(|text| store.text(text));
    assert_eq!((locator, table.place(0).line), (Some("page 2"), 4));
}

#[test]
fn facts_may_fill_roles_of_facts() {
    let input = "[[support]]\nsupporter = \"russia\"\nsupported = \"iran-brics\"\nwhen = \"2024\"\nsource = \"gazette\"\n";
    let store = load(input).store;
    let support = store.relation_named("support").unwrap();
    let found = store.table(support.id).fact(support.role_named("supported").unwrap(), 0);
    assert_eq!(found, store.facts_named("iran-brics").first().copied());
}

#[test]
fn words_mean_all_that_they_may() {
    let store = load("").store;
    let iran = entity(&store, "iran");
    assert_eq!(store.meanings("IRAN"), [Meaning::Entity { id: iran, how: How::Name }]);
    assert_eq!(store.meanings("Iranian"), [Meaning::Entity { id: iran, how: How::Demonym }]);
    let members = store.meanings("members");
    assert!(
        matches!(members, [Meaning::Noun { plural: true, .. }, Meaning::Role { plural: true, .. }]),
        "{members:?}"
    );
    assert_eq!(store.longest(&["members", "of"]), Some(Known { words: 1, classes: Classes::NOUN }));
    assert_eq!(store.longest(&["gazette"]), None, "sources are no names");
    assert!(matches!(store.meanings("gazette"), [Meaning::Source(_)]));
}

#[test]
fn kinds_nest() {
    let store = load("").store;
    let (actor, country) = (store.kind_named("actor").unwrap().id, store.kind_named("country").unwrap().id);
    assert!(store.kind_is(country, actor) && !store.kind_is(actor, country));
    assert_eq!(store.entities_of_kind(actor).count(), 3);
    assert_eq!(store.entities_of_kind(country).count(), 2);
}
