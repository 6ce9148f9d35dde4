//! Stems against the published algorithm, and forms of one word against each other.
//!
//! In: words. Out: their stems, to the letter. Absent: whole vocabularies.

use proptest::prelude::proptest;

use super::stem;

#[test]
fn forms_of_a_word_meet_in_one_stem() {
    for forms in [
        &["sanction", "sanctions", "sanctioned", "sanctioning"][..],
        &["agree", "agreed", "agrees", "agreeing"],
        &["country", "countries", "country's"],
        &["nationalise", "nationalised", "nationalising"],
        &["visit", "visits", "visited", "visiting", "visits'"],
        &["die", "dies", "died", "dying"],
    ] {
        let stems: Vec<_> = forms.iter().map(|form| stem(form)).collect();
        assert!(stems.iter().all(|other| *other == stems[0]), "{stems:?}");
    }
    assert_ne!(stem("organisation"), stem("organ"));
    assert_ne!(stem("news"), stem("new"));
}

/// From the sample vocabulary published with the algorithm.
#[test]
fn the_published_samples_hold() {
    for (word, expected) in [
        ("consign", "consign"),
        ("consigned", "consign"),
        ("consistency", "consist"),
        ("consolation", "consol"),
        ("consolatory", "consolatori"),
        ("conspicuously", "conspicu"),
        ("knackeries", "knackeri"),
        ("knavish", "knavish"),
        ("kneeling", "kneel"),
        ("knightly", "knight"),
        ("succeed", "succeed"),
        ("skies", "sky"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("evening", "evening"),
        ("outing", "outing"),
        ("conflated", "conflat"),
        ("generously", "generous"),
        ("by", "by"),
        ("say", "say"),
        ("cry", "cri"),
        ("youth", "youth"),
        ("egged", "egg"),
        ("paste", "paste"),
        ("'tis", "tis"),
        ("rational", "ration"),
        ("apologist", "apolog"),
        ("relative", "relat"),
        ("россии", "россии"),
        ("", ""),
    ] {
        assert_eq!(stem(word), expected, "{word}");
    }
}

proptest! {
    #[test]
    fn no_word_panics(word in "[ -~]{0,12}|[a-z']{0,12}|.{0,4}") {
        assert!(stem(&word).len() <= word.len() + 1);
    }
}
