//! Tables of data that others wrote, read in place. Skipped, saying so, where the data are absent.
#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

use std::path::PathBuf;

use annals::load::{Loaded, texts};
use annals::text::Style;
use annals::time::Day;

const VOCABULARY: &str = r#"
[kind.actor]
[kind.person]
within = ["actor"]
[kind.country]
words = ["country", "countries"]
within = ["actor"]
[kind.organisation]
within = ["actor"]

[relation.interaction]
shape = "event"
[relation.interaction.roles]
from = { kinds = ["actor"] }
to = { kinds = ["actor"] }
[relation.visit]
shape = "event"
[relation.visit.roles]
visitor = { kinds = ["actor"] }
host = { kinds = ["actor"] }
[relation.tour]
shape = "event"
[relation.tour.roles]
visitor = { kinds = ["person"] }
country = { kinds = ["country"] }
remarks = { type = "text", optional = true }
[relation.membership]
shape = "state"
[relation.membership.roles]
member = { kinds = ["country"] }
organisation = { kinds = ["organisation"] }
[relation.office]
shape = "state"
[relation.office.roles]
holder = { kinds = ["person"] }
of = { kinds = ["country"] }

[[noun]]
words = ["interaction", "interactions"]
relation = "interaction"
takes = { by = ["from"], with = ["to"] }
[[noun]]
words = ["event", "events"]
shape = "event"
takes = { by = ["from", "visitor"] }

[entity.iran]
name = "Iran"
kind = "country"
[source.data]
title = "Data"
published = "2016"
"#;

/// The folder of data beside the repository, if it is there.
fn data(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path.display().to_string());
    }
    eprintln!("skipped: there is no {}", path.display());
    None
}

fn load(table: &str) -> Loaded {
    texts([("vocabulary.toml", VOCABULARY), ("table.toml", table)])
}

fn without_problems(loaded: &Loaded) {
    assert_eq!(loaded.draw_all(Style { colour: false, width: 120 }), "");
}

#[test]
fn events_of_eleven_years_are_read_in_place() {
    let Some(folder) = data("icews05_15") else { return };
    let loaded = load(&format!(
        r#"
[[table]]
file = "{folder}/icews_*.tsv.gz"
header = true
relation_column = "relation"
map = {{ "Make a visit" = "visit" }}
like = "interaction"
roles = {{ from = "subject", to = "object" }}
when = "date"
source = "data"
entities = "actor"
"#
    ));
    without_problems(&loaded);
    let store = &loaded.store;
    assert_eq!(store.fact_count(), 461_329);
    let visit = store.relation_named("visit").unwrap();
    let table = store.table(visit.id);
    assert!(table.len() > 1000 && table.days().is_some());
    let iran = store.entity_by_id("iran").unwrap();
    let visitor = visit.role_named("visitor").unwrap();
    let rows = table.postings(visitor, iran);
    assert!(!rows.is_empty() && rows.iter().all(|row| table.entities(visitor, *row) == [iran]));
    assert!(rows.iter().all(|row| table.accounts(*row) == [*row]));
    let first = Day::from_number(table.bounds(rows[0]).start_min()).unwrap();
    assert_eq!(first.to_string(), table.written(rows[0]));
    assert!(!store.meanings("Consult").is_empty(), "a value of the column is a noun");
    assert_eq!(
        loaded.sources[usize::from(table.place(rows[0]).file)].name.split("icews_").nth(1),
        Some("2005.tsv.gz")
    );
}

#[test]
fn intervals_by_years_are_states() {
    let Some(folder) = data("cow_igo") else { return };
    let loaded = load(&format!(
        r#"
[[table]]
file = "{folder}/membership_intervals.csv"
header = true
relation = "membership"
roles = {{ member = "state", organisation = "org_name" }}
start = "first_year"
end = "last_year"
source = "data"
entities = "actor"
"#
    ));
    without_problems(&loaded);
    assert_eq!(loaded.store.fact_count(), 19_042);
}

#[test]
fn leaders_hold_their_offices_to_the_day() {
    let Some(folder) = data("archigos_leaders") else { return };
    let loaded = load(&format!(
        r#"
[[table]]
file = "{folder}/archigos.csv"
header = true
relation = "office"
roles = {{ holder = "leader", of = "country" }}
start = "startdate"
end = "enddate"
source = "data"
entities = "actor"
"#
    ));
    let said: Vec<String> = loaded.reports().into_iter().map(|(report, _)| report.message).collect();
    assert!(
        said.iter()
            .all(|message| message.contains("nothing for the role `of`")
                || message.starts_with("19 more rows"))
    );
    let office = loaded.store.relation_named("office").unwrap();
    let table = loaded.store.table(office.id);
    assert!(table.len() > 3000);
    assert!(table.rows().any(|row| table.written(row) == "1869-03-04/1877-03-04"));
}

#[test]
fn visits_may_have_text() {
    let Some(folder) = data("us_state_dept_travel") else { return };
    let loaded = load(&format!(
        r#"
[[table]]
file = "{folder}/us_travels_abroad.csv"
header = true
relation = "tour"
roles = {{ visitor = "person", country = "country", remarks = "remarks" }}
start = "start_date"
end = "end_date"
source = "data"
entities = "actor"
"#
    ));
    without_problems(&loaded);
    let tour = loaded.store.relation_named("tour").unwrap();
    let table = loaded.store.table(tour.id);
    assert_eq!(table.len(), 4271);
    let remarks = tour.role_named("remarks").unwrap();
    let text = table.text(remarks, 0).map(|text| loaded.store.text(text)).unwrap_or_default();
    assert!(text.contains("Danish colonial officials"), "{text}");
}

#[test]
fn rows_that_cannot_be_read_are_shown_up_to_twenty() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = ["Iran,Iran,yesterday\n"; 30].concat();
    let path = folder.path().join("visits.csv");
    std::fs::write(&path, format!("who,where,day\nIran,Iran,2024-05-06\nNarnia,Iran,2024\n{rows}")).unwrap();
    let loaded = load(&format!(
        "[[table]]\nfile = \"{}\"\nheader = true\nrelation = \"visit\"\nroles = {{ visitor = \"who\", host = \"where\" }}\nwhen = \"day\"\nsource = \"data\"\n",
        path.display()
    ));
    assert_eq!(loaded.store.fact_count(), 1);
    let reports: Vec<String> = loaded.reports().into_iter().map(|(report, _)| report.message).collect();
    assert_eq!(reports.len(), 21);
    assert!(reports[1].ends_with("visits.csv:3: `Narnia` is not the name of an actor"), "{}", reports[1]);
    assert!(reports[0].starts_with("11 more rows"), "{}", reports[0]);
}

#[test]
#[ignore = "measures; run it in release"]
fn loading_takes() {
    let Some(folder) = data("icews05_15") else { return };
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let loaded = load(&format!(
            "[[table]]\nfile = \"{folder}/icews_*.tsv.gz\"\nheader = true\nrelation_column = \"relation\"\nlike = \"interaction\"\nroles = {{ from = \"subject\", to = \"object\" }}\nwhen = \"date\"\nsource = \"data\"\nentities = \"actor\"\n"
        ));
        eprintln!("{} facts of data: {:?}", loaded.store.fact_count(), start.elapsed());
        let start = std::time::Instant::now();
        let loaded = annals::load::shipped();
        eprintln!("{} shipped facts: {:?}", loaded.store.fact_count(), start.elapsed());
    }
}
