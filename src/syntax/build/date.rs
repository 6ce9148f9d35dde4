//! The rules of dates: English words → days.
//!
//! In: `date`. Out: [`DatePhrase`] with its canonical wording. Refused here: a date with slashes (it
//! could mean two days), a month without a year, a day that no calendar has.
//! Absent: today; what depends on it stays a [`DateWord`].

use crate::text::{Span, english::ordinal};
use crate::time::{Day, Days, Edtf, Reading};

use super::super::error::Error;
use super::super::length::Part;
use super::super::node::Node;
use super::super::tree::{DatePhrase, DateWord, Unit};
use super::{Builder, Built, says};

/// The months, as the canonical form writes them.
pub(in super::super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Builder<'_> {
    pub(super) fn date(self, node: &Node) -> Built<DatePhrase> {
        let (written, word) = self.date_word(self.inner(node)?)?;
        Ok(DatePhrase { written, word, span: self.span(node) })
    }

    /// A date among other words: `the 2024 visits`.
    pub(super) fn dated(self, node: &Node) -> Built<DatePhrase> {
        let rules = ["month_year", "quarter_year", "half_year", "season_year", "decade_years", "year"];
        let date = node.children.iter().find(|child| rules.contains(&child.rule.as_str()));
        let date = date.ok_or_else(|| self.broken(node))?;
        let (written, word) = self.date_word(date)?;
        Ok(DatePhrase { written, word, span: self.span(date) })
    }

    fn date_word(self, inner: &Node) -> Built<(String, DateWord)> {
        Ok(match inner.rule.as_str() {
            "moved_date" => self.moved_date(inner)?,
            "part_date" => self.part_date(inner)?,
            "slashed" => return Err(self.slashed(inner)),
            "bare_month" => return Err(self.bare_month(inner)?),
            "iso_date" => self.iso_date(inner)?,
            "day_month_year" | "month_day_year" => self.day_month_year(inner)?,
            "month_year" => self.month_year(inner)?,
            "quarter_year" => self.quarter_year(inner)?,
            "half_year" => self.half_year(inner)?,
            "century_years" => self.century_years(inner)?,
            "season_year" => self.season_year(inner)?,
            "decade_years" => self.decade_years(inner)?,
            "year" => self.year_alone(inner)?,
            "relative_date" => self.relative_date(inner)?,
            "ago" => self.ago(inner)?,
            _ => return Err(self.broken(inner)),
        })
    }

    /// `2 weeks before today`; of several moves the last is made first.
    fn moved_date(self, node: &Node) -> Built<(String, DateWord)> {
        let last = node.children.last().ok_or_else(|| self.broken(node))?;
        let (mut written, mut word) = self.date_word(last)?;
        let moves = node.all("move").map(|by| self.shift(by)).collect::<Built<Vec<_>>>()?;
        for by in moves.into_iter().rev() {
            written = format!("{by} {written}");
            word = DateWord::Moved(by, Box::new(word));
        }
        Ok((written, word))
    }

    /// `early 2024`, `the first half of the 1990s`
    fn part_date(self, node: &Node) -> Built<(String, DateWord)> {
        let part = self.part(self.need(node, "part")?)?;
        let last = node.children.last().ok_or_else(|| self.broken(node))?;
        let (written, word) = self.date_word(last)?;
        let written = match part {
            Part::Early | Part::Mid | Part::Late => written.trim_start_matches("the ").to_owned(),
            _ => written,
        };
        // A year before the first would be joined to the part by its sign: `early of -0043`.
        let of = if written.starts_with('-') && !part.words().ends_with(" of") { " of" } else { "" };
        let written = format!("{}{of} {written}", part.words());
        match word {
            DateWord::Fixed(days) => self.fixed(node, written, part.of(days)),
            word => Ok((written, DateWord::Part(part, Box::new(word)))),
        }
    }

    fn fixed(self, node: &Node, written: String, days: Option<Days>) -> Built<(String, DateWord)> {
        let days =
            days.ok_or_else(|| Error::NoSuchDay { written: self.text(node), span: self.span(node) })?;
        Ok((written, DateWord::Fixed(days)))
    }

    fn iso_date(self, node: &Node) -> Built<(String, DateWord)> {
        let written = self.text(node);
        let (sign, digits) = written.strip_prefix('-').map_or((1, written.as_str()), |rest| (-1, rest));
        let parts: Vec<i32> = digits.split('-').filter_map(|part| part.parse().ok()).collect();
        let at = |index: usize| parts.get(index).and_then(|part| u32::try_from(*part).ok());
        let year = parts.first().map_or(0, |year| sign * year);
        let days = match (at(1), at(2)) {
            (Some(month), Some(day)) => Day::from_ymd(year, month, day).map(Days::on),
            (Some(month), None) if month > 20 => quarter_or_season(year, month),
            (Some(month), None) => Days::month(year, month),
            _ => None,
        };
        self.fixed(node, written, days)
    }

    fn day_month_year(self, node: &Node) -> Built<(String, DateWord)> {
        let (year, month) = (self.year(node)?, self.month(node)?);
        let day = u32::try_from(self.ordinal(self.need(node, "day_number")?)?).unwrap_or(0);
        let written = format!("{day} {} {year:04}", MONTHS[month as usize - 1]);
        self.fixed(node, written, Day::from_ymd(year, month, day).map(Days::on))
    }

    fn month_year(self, node: &Node) -> Built<(String, DateWord)> {
        let (year, month) = (self.year(node)?, self.month(node)?);
        self.fixed(node, format!("{} {year:04}", MONTHS[month as usize - 1]), Days::month(year, month))
    }

    fn quarter_year(self, node: &Node) -> Built<(String, DateWord)> {
        let words = ["kw_first", "kw_second", "kw_third", "kw_fourth"];
        let quarter = match node.child("quarter") {
            Some(quarter) => self.number(quarter)?,
            None => (1..).zip(words).find(|(_, word)| says(node, word)).map_or(0, |(number, _)| number),
        };
        let year = self.year(node)?;
        let days = u32::try_from(quarter).ok().and_then(|quarter| Days::quarter(year, quarter));
        self.fixed(node, format!("Q{quarter} {year:04}"), days)
    }

    fn half_year(self, node: &Node) -> Built<(String, DateWord)> {
        let (year, half) = (self.year(node)?, self.number(self.need(node, "half")?)?);
        let part = if half == 1 { Part::FirstHalf } else { Part::SecondHalf };
        self.fixed(node, format!("H{half} {year:04}"), Days::year(year).and_then(|days| part.of(days)))
    }

    fn century_years(self, node: &Node) -> Built<(String, DateWord)> {
        let number = self.ordinal(self.need(node, "ordinal")?)?;
        let century = i32::try_from(number).ok().filter(|century| *century > 0).and_then(Days::century);
        let written = format!("the {} century", ordinal(usize::try_from(number).unwrap_or(usize::MAX)));
        self.fixed(node, written, century)
    }

    fn season_year(self, node: &Node) -> Built<(String, DateWord)> {
        let year = self.year(node)?;
        let name = self.text(self.need(node, "season")?).to_lowercase();
        let code = match name.as_str() {
            "spring" => 21,
            "summer" => 22,
            "winter" => 24,
            _ => 23,
        };
        self.fixed(node, format!("{name} {year:04}"), quarter_or_season(year, code))
    }

    fn decade_years(self, node: &Node) -> Built<(String, DateWord)> {
        let digits: String = self.text(self.need(node, "decade")?).chars().take(3).collect();
        let days = digits.parse::<i32>().ok().and_then(|decade| Days::decade(decade * 10));
        self.fixed(node, format!("the {digits}0s"), days)
    }

    fn year_alone(self, node: &Node) -> Built<(String, DateWord)> {
        let written = self.text(node);
        let days = written.parse().ok().and_then(Days::year);
        self.fixed(node, written, days)
    }

    fn year(self, node: &Node) -> Built<i32> {
        let year = self.need(node, "year")?;
        self.text(year).parse().map_err(|_| Error::NumberTooLarge { span: self.span(year) })
    }

    /// The month's number, 1 to 12, from the first three letters of its name.
    fn month(self, node: &Node) -> Built<u32> {
        let month = self.need(node, "month")?;
        let start: String = self.text(month).to_lowercase().chars().take(3).collect();
        let number = (1..).zip(MONTHS).find(|(_, name)| name.to_lowercase().starts_with(&start));
        number.map(|(number, _)| number).ok_or_else(|| self.broken(month))
    }

    fn relative_date(self, node: &Node) -> Built<(String, DateWord)> {
        if let Some(past) = node.child("past_units") {
            let (unit, count) = (self.unit(self.need(past, "unit")?)?, self.how_many(past)?.unwrap_or(1));
            let written = if count == 1 { unit.word().to_owned() } else { units(unit, count) };
            return Ok((format!("the past {written}"), DateWord::Past(unit, count)));
        }
        if let Some(which) = node.child("which_unit") {
            let (word, shift) = if says(which, "kw_last") {
                ("last", -1)
            } else if says(which, "kw_next") {
                ("next", 1)
            } else {
                ("this", 0)
            };
            let Some(unit) = which.child("unit") else {
                return Ok((format!("{word} century"), DateWord::CenturyFromToday(shift)));
            };
            let unit = self.unit(unit)?;
            return Ok((format!("{word} {}", unit.word()), DateWord::UnitFromToday(unit, shift.into())));
        }
        Ok(if says(node, "kw_yesterday") {
            ("yesterday".to_owned(), DateWord::DayFromToday(-1))
        } else if says(node, "kw_tomorrow") {
            ("tomorrow".to_owned(), DateWord::DayFromToday(1))
        } else {
            ("today".to_owned(), DateWord::Today)
        })
    }

    fn ago(self, node: &Node) -> Built<(String, DateWord)> {
        let unit = self.unit(self.need(node, "unit")?)?;
        let count = self.how_many(node)?.unwrap_or(1);
        Ok((format!("{} ago", units(unit, count)), DateWord::Ago(unit, count)))
    }

    /// Both ends of a span are known and the last comes before the first.
    pub(super) fn check_order(self, first: &DatePhrase, last: &DatePhrase, span: Span) -> Built<()> {
        match (&first.word, &last.word) {
            (DateWord::Fixed(a), DateWord::Fixed(b)) if b.last() < a.first() => {
                Err(Error::ReversedSpan { first: first.written.clone(), last: last.written.clone(), span })
            }
            _ => Ok(()),
        }
    }

    fn slashed(self, node: &Node) -> Error {
        let written = self.text(node);
        let parts: Vec<u32> = written.split(['/', '.']).filter_map(|part| part.parse().ok()).collect();
        let [a, b, year] = parts[..] else { return self.broken(node) };
        let year = if year < 100 { year + if year < 50 { 2000 } else { 1900 } } else { year };
        let mut meant: Vec<String> = [(a, b), (b, a)]
            .into_iter()
            .filter(|(day, month)| (1..=12).contains(month) && (1..=31).contains(day))
            .map(|(day, month)| format!("{day} {} {year}", MONTHS[month as usize - 1]))
            .collect();
        meant.dedup();
        Error::SlashedDate { written, meant, span: self.span(node) }
    }

    /// `between May and October 2024`: a month before another takes its year, where it comes before it in the year.
    pub(super) fn month_of_same_year(self, first: &Node, last: &Node) -> Built<Option<DatePhrase>> {
        let (bare, dated) = (self.inner(first)?, self.inner(last)?);
        let has_year = ["month_year", "day_month_year", "month_day_year"].contains(&dated.rule.as_str());
        if bare.rule != "bare_month" || !has_year || self.month(bare)? > self.month(dated)? {
            return Ok(None);
        }
        let (year, month) = (self.year(dated)?, self.month(bare)?);
        let (name, span) = (MONTHS[month as usize - 1], self.span(first));
        let (written, days) = match bare.child("day_number").map(|day| self.number(day)).transpose()? {
            Some(day) => {
                let number = u32::try_from(day).unwrap_or(0);
                (format!("{day} {name} {year:04}"), Day::from_ymd(year, month, number).map(Days::on))
            }
            None => (format!("{name} {year:04}"), Days::month(year, month)),
        };
        let (written, word) = self.fixed(bare, written, days)?;
        Ok(Some(DatePhrase { written, word, span }))
    }

    fn bare_month(self, node: &Node) -> Built<Error> {
        let name = MONTHS[self.month(node)? as usize - 1];
        let day = node.child("day_number").map(|day| self.ordinal(day)).transpose()?;
        let written = day.map_or_else(|| name.to_owned(), |day| format!("{day} {name}"));
        Ok(Error::WhichYear { written, span: self.span(node) })
    }
}

/// A season by the codes of EDTF: 21 to 24 are spring to winter of the northern year, as months; 33
/// to 36 are quarters.
fn quarter_or_season(year: i32, code: u32) -> Option<Days> {
    let bounds = Edtf::parse(&format!("{year:04}-{code:02}")).ok()?.bounds(Reading::Stretch);
    Days::new(Day::from_number(bounds.start_min())?, Day::from_number(bounds.end_max())?)
}

fn units(unit: Unit, count: u64) -> String {
    let word = unit.word();
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
