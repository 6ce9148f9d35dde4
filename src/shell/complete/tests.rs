//! Completion over the facts that ship.

use super::{MOST, Uses, complete};
use crate::load;
use crate::shell::index::Index;
use crate::store::Store;

fn shipped() -> (Store, Index) {
    let store = load::shipped().store;
    let index = Index::new(&store);
    (store, index)
}

fn offered(text: &str, store: &Store, index: &Index) -> (usize, Vec<String>) {
    let (start, found) = complete(text, index, store, &Uses::new());
    assert!(found.len() <= MOST);
    (start, found.into_iter().map(|candidate| candidate.text).collect())
}

#[test]
fn names_of_several_words_complete_as_one() {
    let (store, index) = shipped();
    for typed in ["members of shang", "members of SHANGHAI COOP", "members of shanghai cooperation "] {
        let (start, found) = offered(typed, &store, &index);
        assert_eq!((start, found), (11, vec!["Shanghai Cooperation Organisation".to_owned()]), "{typed}");
    }
}

#[test]
fn only_what_can_follow_is_offered() {
    let (store, index) = shipped();
    let (_, after_noun) = offered("members ", &store, &index);
    assert_eq!(after_noun.first().map(String::as_str), Some("in"), "{after_noun:?}");
    assert!(
        after_noun.contains(&"of".to_owned()) && after_noun.contains(&"since".to_owned()),
        "{after_noun:?}"
    );
    for word in ["against", "possibly", "how many"] {
        assert!(!after_noun.contains(&word.to_owned()), "{after_noun:?}");
    }
    let (_, after_of) = offered("members of ", &store, &index);
    assert!(after_of.contains(&"BRICS".to_owned()), "{after_of:?}");
    assert!(!after_of.contains(&"Iran".to_owned()), "a country has no members: {after_of:?}");
    assert!(!after_of.contains(&"since".to_owned()), "{after_of:?}");
    let (start, since) = offered("members of BRICS sin", &store, &index);
    assert_eq!((start, since.first().map(String::as_str)), (17, Some("since")));
}

#[test]
fn lists_and_brackets_go_on() {
    let (store, index) = shipped();
    for typed in ["members of BRICS and ", "members of (", "members of BRICS or the "] {
        let (_, found) = offered(typed, &store, &index);
        assert!(
            found.iter().any(|name| name == "Organisation of the Petroleum Exporting Countries"),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn commands_complete_their_arguments() {
    let (store, index) = shipped();
    assert_eq!(offered(".fo", &store, &index), (0, vec![".format".to_owned()]));
    assert_eq!(offered(".format cs", &store, &index), (8, vec!["csv".to_owned(), "csl-json".to_owned()]));
    assert_eq!(offered("explain members of bri", &store, &index).0, 19);
    assert!(offered("help mem", &store, &index).1.contains(&"members".to_owned()));
    assert!(offered("statements mentioning \"stra", &store, &index).1.is_empty());
}

#[test]
fn of_a_hundred_thousand_names_the_first_few_are_offered() {
    let countries = (0..100_000)
        .map(|n| format!("[entity.e{n}]\nname = \"Place {n} of Kind {}\"\nkind = \"country\"\n", n % 977));
    let kinds = "[kind.country]\nwords = [\"country\", \"countries\"]\n".to_owned();
    let text: String = std::iter::once(kinds).chain(countries).collect();
    let loaded = load::texts([("places.toml", text)]);
    let index = Index::new(&loaded.store);
    let found = complete("pl", &index, &loaded.store, &Uses::new()).1;
    assert_eq!(found.len(), MOST);
}
