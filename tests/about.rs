//! Queries about one thing and about the answer, on the shipped facts and on small bases.

#![allow(clippy::unwrap_used, reason = "a failure in a test is the message")]

use std::sync::atomic::AtomicBool;

use annals::eval::{self, Answer, Cell, Limits};
use annals::load::{shipped, texts};
use annals::pipeline::{Answered, Fault, Memory, Settings, ask, ask_with};
use annals::plan::Plan;
use annals::resolve;
use annals::store::Store;
use annals::text::Style;
use annals::time::Day;

const BASE: &str = include_str!("load/base.toml");

fn settings() -> Settings {
    Settings::on(Day::from_ymd(2026, 11, 23).unwrap())
}

/// A session on a base.
struct Session {
    store: Store,
    memory: Memory,
}

impl Session {
    fn shipped() -> Self {
        Session { store: shipped().store, memory: Memory::default() }
    }

    fn small(more: &str) -> Self {
        let loaded = texts([("base.toml", BASE), ("more.toml", more)]);
        assert_eq!(loaded.draw_all(Style { colour: false, width: 100 }), "");
        Session { store: loaded.store, memory: Memory::default() }
    }

    fn ask(&mut self, text: &str) -> Answered {
        ask_with(text, &self.store, &settings(), &mut self.memory)
            .unwrap_or_else(|fault| panic!("`{text}`: {fault:?}"))
    }

    fn refuse(&mut self, text: &str) -> resolve::Error {
        match ask_with(text, &self.store, &settings(), &mut self.memory) {
            Err(Fault::Resolve(error)) => error,
            other => panic!("`{text}`: {other:?}"),
        }
    }
}

fn show(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) | Cell::Number { text, .. } => text.clone(),
        Cell::Date { date, .. } => date.clone(),
        Cell::Tally(tally) => tally.high.to_string(),
    }
}

/// The rows as text, cells apart by `|`.
fn lines(answer: &Answer) -> Vec<String> {
    answer.rows.iter().map(|row| row.cells.iter().map(show).collect::<Vec<_>>().join("|")).collect()
}

#[track_caller]
fn holds(answer: &Answer, wanted: &[&str]) {
    let lines = lines(answer);
    for one in wanted {
        assert!(lines.iter().any(|line| line.contains(one)), "no `{one}` in\n{}", lines.join("\n"));
    }
}

fn column(answer: &Answer, key: &str) -> Vec<String> {
    let at = answer.columns.iter().position(|column| column.key == key).unwrap();
    answer.rows.iter().map(|row| show(&row.cells[at])).collect()
}

#[test]
fn a_thing_is_described_by_names_and_roles() {
    let mut session = Session::shipped();
    let iran = session.ask("describe Iran");
    assert_eq!(iran.reading, "what the base knows of Iran");
    holds(
        &iran.answer,
        &[
            "name|Iran",
            "kind|country",
            "also called|Islamic Republic of Iran",
            "adjectives|Iranian",
            "may be meant by|Tehran",
            "as member|membership|4|memberships of Iran",
            "as target|sanction",
        ],
    );
    let summit = session.ask("describe Kazan summit").answer;
    holds(&summit, &["date|2024-10-22/2024-10-24", "place|Kazan", "organisation|BRICS"]);
    holds(&session.ask("describe Putin").answer, &["acts for|Russia"]);
    holds(&session.ask("describe Moscow").answer, &["may stand for|Russia"]);
}

#[test]
fn a_word_is_described_by_its_relation_and_every_example_can_be_asked() {
    let mut session = Session::shipped();
    for word in ["membership", "members", "join"] {
        let answer = session.ask(&format!("describe {word}")).answer;
        holds(
            &answer,
            &[
                "shape|state",
                "role member|country",
                "noun|members",
                "verb|join, joined, joined, joining",
                "complete|BRICS",
                "members of BRICS",
            ],
        );
    }
    for word in ["membership", "statements", "meet", "office holders", "Iran", "countries", "events", "trade"]
    {
        let answer = session.ask(&format!("describe {word}")).answer;
        for query in column(&answer, "ask").iter().filter(|query| !query.is_empty()) {
            session.ask(query);
        }
    }
}

#[test]
fn a_timeline_has_what_happened_and_where_states_began_and_ended() {
    let mut session = Session::shipped();
    let answered = session.ask("timeline of Iran in 2024");
    assert_eq!(
        answered.reading,
        "every dated fact in which Iran itself stands, in any role, dated in 2024, in order of time; a state stands where it began and where it ended"
    );
    holds(
        &answered.answer,
        &[
            "2024-01-01|membership|began|Iran's membership of BRICS",
            "2024-05|agreement|began",
            "2024-09-18|acceptance",
            "proposal to Vladimir Putin",
            "2024-10-11|meeting",
            "2024-10-23|meeting",
        ],
    );
    let days: Vec<String> = column(&answered.answer, "date");
    let (may, september) =
        (days.iter().position(|day| day == "2024-05"), days.iter().position(|day| day == "2024-09-18"));
    assert!(may.is_some() && may < september, "a claim stands at its own date: {days:?}");
    assert!(days.iter().all(|day| day.contains("2024")), "{days:?}");
    let last = session.ask("timeline of Iran since 2024 sorted by date descending limit 2").answer;
    assert_eq!(last.rows.len(), 2);
    let facts = session.ask("timeline of memberships of Iran");
    assert_eq!(column(&facts.answer, "change"), ["began", "began", "began"]);
    assert_eq!(facts.answer.notes, ["left out: 1 state of which no beginning is dated"]);
}

#[test]
fn the_shortest_chains_link_two_things() {
    let mut session = Session::shipped();
    let answered = session.ask("connections between Pezeshkian and Moscow");
    assert_eq!(
        answered.reading,
        "the shortest chains of facts between Masoud Pezeshkian and Moscow, whoever acted for an end at the time counting as that end; `Moscow` is also Russia here, for which it may stand"
    );
    holds(
        &answered.answer,
        &[
            "Masoud Pezeshkian —meeting— Vladimir Putin —office— Russia|2024-10-11",
            "Masoud Pezeshkian —invitation— Russia",
            "Masoud Pezeshkian —statement— Russia|2024-10-23",
        ],
    );
    assert!(column(&answered.answer, "length").iter().all(|length| length == "1"));
    let two = session.ask("connections between Iran and Brazil since 2023").answer;
    holds(&two, &["Iran —membership— BRICS —summit— Brazil"]);
    assert!(column(&two, "length").iter().all(|length| length == "2"));
    assert!(
        !lines(&two).iter().any(|line| line.contains("office of president —")),
        "no chain through a post"
    );
}

#[test]
fn sources_and_conflicts_are_those_of_the_phrase() {
    let mut session = Session::shipped();
    let sources = session.ask("sources of statements by Putin");
    assert_eq!(sources.reading, "the sources of statements by Vladimir Putin");
    assert_eq!(column(&sources.answer, "source")[0], "kazan-article");
    let conflicts = session.ask("conflicts in memberships of BRICS").answer;
    holds(
        &conflicts,
        &[
            "Brazil's membership of BRICS|date|2006-09-20/.. (brics-russia2015, brics-russia2024); 2009-06-16/..",
            "Saudi Arabia's membership of BRICS|whether it is so",
        ],
    );
    holds(
        &session.ask("conflicts in agreements between Iran and Russia").answer,
        &["2024-05/.. (kazan-article)"],
    );
    let none = session.ask("conflicts in meetings of Putin").answer;
    assert!(none.rows.is_empty() && !none.notes.is_empty());
}

#[test]
fn why_names_every_account_with_its_place() {
    let mut session = Session::shipped();
    assert!(matches!(session.refuse("why 3"), resolve::Error::NoLastAnswer { .. }));
    let rows = column(&session.ask("members of BRICS").answer, "member");
    let iran = rows.iter().position(|name| name == "Iran").unwrap() + 1;
    let why = session.ask(&format!("why {iran}"));
    assert_eq!(why.reading, format!("what row {iran} of the last answer rests on"));
    holds(
        &why.answer,
        &["Iran's membership of BRICS|2024-01-01/..", "kazan-article.toml:", "kazan-article, paragraph 10"],
    );
    // `why` leaves the answer that it speaks of in place.
    assert!(session.ask("why").answer.rows.len() > why.answer.rows.len());
    assert!(matches!(session.refuse("why 900"), resolve::Error::NoSuchRow { row: 900, rows: 11, .. }));
}

#[test]
fn why_not_names_the_clause() {
    let mut session = Session::shipped();
    session.ask("members of BRICS since 2024");
    let russia = session.ask("why not Russia");
    assert!(russia.reading.starts_with("what leaves Russia out of countries whose membership of BRICS"));
    assert_eq!(column(&russia.answer, "without")[0], "the time `since 2024`");
    holds(&russia.answer, &["Russia's membership of BRICS|2006-09-20/.."]);
    session.ask("former members of OPEC");
    session.ask("statements by Putin since 2025");
    holds(&session.ask("why not Pezeshkian").answer, &["the time `since 2025`"]);
    session.ask("members of BRICS");
    assert_eq!(session.ask("why not Iran").answer.notes, ["Iran is in the answer"]);
    session.ask("certainly members of BRICS");
    assert!(session.ask("why not Saudi Arabia").answer.notes[0].contains("only possible"));
}

#[test]
fn those_are_exactly_the_last_answer() {
    let mut session = Session::shipped();
    assert!(matches!(session.refuse("those since 2024"), resolve::Error::NoLastAnswer { .. }));
    session.ask("first 5 members of BRICS");
    let whole = session.ask("those").answer;
    assert_eq!(session.ask("those").answer, whole, "those of those are those");
    session.ask("members of BRICS");
    let late = session.ask("those since 2024");
    assert_eq!(
        late.reading,
        "countries whose membership of BRICS began on or after 2024-01-01 and holds on 2026-11-23 (only those in the last answer)"
    );
    assert!(!column(&late.answer, "member").contains(&"Russia".to_owned()));
    let said = session.ask("statements by those").answer;
    assert!(column(&said, "speaker").iter().all(|speaker| speaker != "Vladimir Putin"));
    assert!(!said.rows.is_empty());
    let count = said.rows.len();
    assert!(session.ask("those mentioning \"strategic\"").answer.rows.len() < count);
    session.ask("members of SCO that are members of BRICS");
    let both = session.ask("those that joined BRICS since 2024").answer;
    assert_eq!(column(&both, "member"), ["Iran"]);
    session.ask("members of OPEC as of 1990");
    holds(&session.ask("those").answer, &["Ecuador"]);
}

#[test]
fn values_come_from_the_session_and_from_outside() {
    let mut session = Session::shipped();
    let given = session.ask("let $country = \"Iran\"");
    assert_eq!(given.reading, "from now on `$country` stands for \"Iran\"");
    let by_value = session.ask("memberships of $country");
    assert_eq!(by_value.answer, ask("memberships of Iran", &session.store, &settings()).unwrap().answer);
    let mut outside = settings();
    outside.params.insert("country".to_owned(), "Russia".to_owned());
    outside.params.insert("when".to_owned(), "2024".to_owned());
    let alone = ask("statements by $country since $when", &session.store, &outside).unwrap();
    assert_eq!(alone.tree.to_string(), "statements by \"Russia\" since 2024");
    let let_first =
        ask_with("memberships of $country", &session.store, &outside, &mut session.memory).unwrap();
    assert_eq!(let_first.tree.to_string(), "memberships of \"Iran\"");
    assert!(matches!(
        ask("memberships of $country", &session.store, &settings()),
        Err(Fault::Syntax(annals::syntax::Error::UnknownVariable { .. }))
    ));
}

#[test]
fn explain_measures_every_step() {
    let mut session = Session::shipped();
    session.ask("members of BRICS");
    let answered = session.ask("explain statements by members of BRICS");
    let explained = answered.explained.as_ref().unwrap();
    let inner = &explained.answered;
    assert_eq!(answered.tree.to_string(), "explain statements by members of BRICS");
    assert_eq!(answered.reading, format!("how this is answered: {}", inner.reading));
    let steps = inner.steps(&session.store);
    assert_eq!(
        steps.iter().map(|step| step.rows).next().flatten().map(|(_, rows)| rows),
        Some(inner.answer.rows.len() as u64)
    );
    assert!(steps.iter().filter(|step| step.time.is_some()).count() > 3);
    assert_eq!(column(&answered.answer, "step")[0], "listing › phrase");
    assert_eq!(answered.answer.rows.len(), explained.tree.len() + steps.len());
    // The answer before it is still the last one.
    assert!(!column(&session.ask("those").answer, "member").is_empty());
    assert_eq!(
        session.ask("explain timeline of Iran in 2024").explained.unwrap().answered.steps(&session.store)[0]
            .depth,
        0
    );
}

/// Queries of which two parts do the same.
const TWINS: [&str; 5] = [
    "statements by (members of BRICS now) about (members of BRICS now)",
    "statements by (members of BRICS now) during (visits by Putin to (members of BRICS now))",
    "countries that joined BRICS after (Iran's membership of SCO) and left OPEC after (Iran's membership of SCO)",
    "visits to (members of BRICS ever) during (memberships of BRICS ever) and within 10 days after (memberships of BRICS ever)",
    "people who met (presidents of Iran ever) and who spoke about (presidents of Iran ever)",
];

#[test]
fn parts_that_do_the_same_are_run_once() {
    let store = shipped().store;
    let stop = AtomicBool::new(false);
    let limits = Limits { rows: usize::MAX, memory: usize::MAX, stop: &stop, until: None };
    for query in TWINS {
        let answered = ask(query, &store, &settings()).unwrap_or_else(|fault| panic!("{query}: {fault:?}"));
        let plan = answered.plan.text(&store);
        assert!(plan.contains("1: ") && plan.contains("as 1 above"), "{query}\n{plan}");
        let apart = Plan { root: answered.plan.root.bare(), ..answered.plan.clone() };
        assert!(!apart.text(&store).contains("as 1 above"));
        let rows = eval::answer(&answered.query, &apart, &store, &limits).unwrap().rows;
        assert_eq!(answered.answer.rows, rows, "{query}");
    }
}

#[test]
fn a_small_base_of_other_words_is_served_as_well() {
    let more = "[[membership]]\nmember = \"russia\"\norganisation = \"brics\"\nwhen = \"2006/2010\"\nsource = \"gazette\"\n";
    let mut session = Session::small(more);
    let timeline = session.ask("timeline of Russia").answer;
    assert_eq!(column(&timeline, "change"), ["began", "ended"]);
    assert_eq!(column(&timeline, "date"), ["2006", "2010"]);
    let chain = session.ask("connections between Iran and Russia").answer;
    holds(&chain, &["Iran —membership— BRICS —membership— Russia"]);
    assert_eq!(session.ask("why 1").answer.rows.len(), 2);
    assert!(!session.ask("describe BRICS").answer.rows.is_empty());
    let none = session.ask("connections between Iran and Russia before 2000").answer;
    assert!(none.rows.is_empty() && none.notes[0].starts_with("nothing links"), "{none:?}");
}
