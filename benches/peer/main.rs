//! Ten questions to events in a file of five columns, by the protocol of a comparison with other programs.
//!
//! In: `load TSV DB`, `bench DB ROWS [Q1 …]` or `oneshot DB`. Out: times as lines of JSON; the rows of each question
//! as `ROWS/Qn.tsv`. A base is a folder: the data as they are, beside the words for them. Nothing is kept between two
//! runs but the text, so to open is to load. The first run of a question reads it, which is a fixed cost of a few tenths
//! of a millisecond; the others answer it by the plan that this made, as programs do that keep what they prepared (with
//! `ANNALS_READ` in the environment every run reads it again). Absent: rival readings, whose time is bounded apart.
#![expect(clippy::print_stdout, reason = "the protocol speaks on standard output")]

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use annals::eval::{self, Answer, Cell, Limits, Outcome};
use annals::load;
use annals::pipeline::{self, Answered, Settings};
use annals::store::Store;
use annals::text::Style;
use annals::time::Day;

/// The questions in order. The tenth is the nearest that the language says: it takes the last day of what came last,
/// not its first.
const QUESTIONS: [&str; 10] = [
    "statements by \"Barack Obama\" show to, start, end",
    "statements by \"Barack Obama\" about Iran that began in 2014 show start, end",
    "consultations with China in 2015-11-12 show from, start, end",
    "visits to China that began since 2014 show from, start, end",
    "count visits per year",
    "top 10 speakers of statements",
    "destinations of (critics of Iran that began in 2012) show name",
    "visitors to China but not visitors to Japan show name",
    "count pairs of visits by ?s to ?o followed within 30 days by statements by ?s about ?o",
    "first and last date of interactions by \"Barack Obama\" per to",
];

/// The words for the data.
const BASE: &str = include_str!("base.toml");

const USAGE: &str = "peer load TSV DB\npeer bench DB ROWS [Q1 …]\npeer oneshot DB";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["load", tsv, base] => import(Path::new(tsv), Path::new(base)),
        ["oneshot", base] => {
            print!("{}", rows(&ask(QUESTIONS[0], &open(Path::new(base))?)?.answer));
            Ok(())
        }
        ["bench", base, rows, ref which @ ..] => bench(Path::new(base), Path::new(rows), which),
        _ => {
            println!("{USAGE}");
            Ok(())
        }
    }
}

fn import(tsv: &Path, base: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    fs::create_dir_all(base)?;
    fs::copy(tsv, base.join("facts.tsv"))?;
    fs::write(base.join("base.toml"), BASE)?;
    let copied = start.elapsed().as_secs_f64();
    let start = Instant::now();
    open(base)?;
    println!("{{\"load_s\": {}, \"save_s\": {copied}}}", start.elapsed().as_secs_f64());
    Ok(())
}

fn open(base: &Path) -> Result<Store, Box<dyn Error>> {
    let loaded = load::folders(&[PathBuf::from(base)]);
    let problems = loaded.draw_all(Style { colour: false, width: 100 });
    if problems.is_empty() { Ok(loaded.store) } else { Err(problems.into()) }
}

fn bench(base: &Path, into: &Path, which: &[&str]) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let store = open(base)?;
    println!("{{\"open_s\": {}}}", start.elapsed().as_secs_f64());
    for (number, question) in (1..).zip(QUESTIONS) {
        let name = format!("Q{number}");
        if !which.is_empty() && !which.contains(&name.as_str()) {
            continue;
        }
        let times = times(question, &store)?;
        fs::write(into.join(format!("{name}.tsv")), rows(&ask(question, &store)?.answer))?;
        let (first, mut rest) = (times[0], times[1..].to_vec());
        rest.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (median, least, first) = (ms(rest[rest.len() / 2]), ms(rest[0]), ms(first));
        let runs = rest.len();
        println!(
            "{{\"q\": \"{name}\", \"median_ms\": {median}, \"min_ms\": {least}, \"first_ms\": {first}, \"runs\": {runs}}}"
        );
    }
    Ok(())
}

/// The first run, then twenty or five seconds of them; of quick ones up to two hundred.
fn times(question: &str, store: &Store) -> Result<Vec<Duration>, Box<dyn Error>> {
    let reads_again = std::env::var_os("ANNALS_READ").is_some();
    let start = Instant::now();
    let prepared = ask(question, store)?;
    let (mut times, mut spent) = (vec![start.elapsed()], 0.0);
    while times.len() < 2 || (spent < 5.0 && times.len() <= 20) || (spent < 0.5 && times.len() <= 200) {
        let start = Instant::now();
        if reads_again {
            ask(question, store)?;
        } else {
            again(&prepared, store)?;
        }
        times.push(start.elapsed());
        spent += start.elapsed().as_secs_f64();
    }
    Ok(times)
}

fn ask(question: &str, store: &Store) -> Result<Answered, Box<dyn Error>> {
    let mut settings = Settings::on(Day::from_ymd(2026, 11, 23).ok_or("no such day")?);
    settings.row_limit = usize::MAX;
    settings.rival_time = Duration::ZERO;
    pipeline::ask(question, store, &settings)
        .map_err(|fault| format!("{question}: {}", fault.report().message).into())
}

/// Answers what was read before.
fn again(prepared: &Answered, store: &Store) -> Result<Answer, Box<dyn Error>> {
    let stop = AtomicBool::new(false);
    let limits = Limits { rows: usize::MAX, memory: usize::MAX, stop: &stop, until: None };
    eval::answer(&prepared.query, &prepared.plan, store, &limits)
        .map_err(|error| error.report().message.into())
}

/// Rows as lines of columns; what is open is empty.
fn rows(answer: &Answer) -> String {
    if let Outcome::Count(tally) = answer.outcome {
        return format!("{}\n", tally.high);
    }
    let mut text = String::new();
    for row in &answer.rows {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        // A string takes all that is written to it.
        let _ = writeln!(text, "{}", cells.join("\t"));
    }
    text
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Names(names) => names.join(", "),
        Cell::Text(text) | Cell::Number { text, .. } => text.clone(),
        Cell::Date { date, .. } if date.starts_with(|c: char| c.is_ascii_digit()) => date.clone(),
        Cell::Empty | Cell::Date { .. } => String::new(),
        Cell::Tally(tally) => tally.high.to_string(),
    }
}
