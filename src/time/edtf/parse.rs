//! From the text of a date to its meaning: a parser by hand, without recursion, in one pass.
//!
//! In: the text. Out: [`Meaning`], or the first error with its place.
//! Absent: bounds and tests.

use super::Reading;
use super::date::{Date, Level, Part, Year, months_of};
use super::digits::Digits;
use super::error::{EdtfError, EdtfErrorKind};
use super::meaning::{Meaning, Member, Quantity, Side};
use crate::time::day::days_in_month;

/// How many members a list may have; ranges count once.
pub(super) const MOST_MEMBERS: usize = 64;

type Parsed<T> = Result<T, EdtfError>;

/// A part of the text that is still to be read.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

/// The marks `?`, `~` and `%` met so far.
#[derive(Default)]
struct Marks {
    uncertain: bool,
    approximate: Option<Level>,
}

/// Reads the whole text.
pub(super) fn parse(text: &str) -> Parsed<Meaning> {
    let cursor = Cursor { text, at: 0, end: text.len() };
    match text.as_bytes().first() {
        None => Err(cursor.error(EdtfErrorKind::Empty, 0)),
        Some(b'[') => list(cursor, Quantity::OneOf, ']'),
        Some(b'{') => list(cursor, Quantity::Each, '}'),
        Some(_) => match text.find('/') {
            Some(slash) => interval(cursor, slash),
            None => single(cursor),
        },
    }
}

/// A date, or a date with a time of day.
fn single(mut cursor: Cursor<'_>) -> Parsed<Meaning> {
    let date = date(&mut cursor)?;
    if cursor.peek() == Some(b'T') {
        if date.plain().is_none() || date.day.is_none() {
            return Err(cursor.error(EdtfErrorKind::TimeWithoutDay, cursor.end - cursor.at));
        }
        if !is_time_of_day(&cursor.rest()[1..]) {
            return Err(cursor.error(EdtfErrorKind::TimeOfDay, cursor.end - cursor.at));
        }
        return Ok(Meaning::Date(date));
    }
    if cursor.at > 0 && cursor.rest().starts_with(b"..") {
        return Err(cursor.error(EdtfErrorKind::RangeOutsideList, 2));
    }
    cursor.finish()?;
    Ok(Meaning::Date(date))
}

fn interval(cursor: Cursor<'_>, slash: usize) -> Parsed<Meaning> {
    let right = Cursor { at: slash + 1, ..cursor };
    if let Some(second) = right.rest().iter().position(|byte| *byte == b'/') {
        return Err(Cursor { at: right.at + second, ..right }.error(EdtfErrorKind::SecondSlash, 1));
    }
    let (beginning, ending) = (side(Cursor { end: slash, ..cursor })?, side(right)?);
    if !matches!(beginning, Side::Date(_)) && !matches!(ending, Side::Date(_)) {
        return Err(cursor.error(EdtfErrorKind::NothingDated, cursor.end));
    }
    // As written: what `~` adds is no excuse.
    let ((earliest, _), (_, latest)) =
        (exactly(beginning).hull(Reading::Moment).0, exactly(ending).hull(Reading::Moment).1);
    if latest < earliest {
        return Err(cursor.error(EdtfErrorKind::Reversed, cursor.end));
    }
    Ok(Meaning::Interval(beginning, ending))
}

fn exactly(side: Side) -> Side {
    match side {
        Side::Date(date) => Side::Date(Date { approximate: None, ..date }),
        side => side,
    }
}

fn side(mut cursor: Cursor<'_>) -> Parsed<Side> {
    match cursor.rest() {
        b"" => Ok(Side::Unknown),
        b".." => Ok(Side::Open),
        _ => {
            let date = date(&mut cursor)?;
            if cursor.peek() == Some(b'T') {
                return Err(cursor.error(EdtfErrorKind::TimeWithoutDay, cursor.end - cursor.at));
            }
            cursor.finish()?;
            Ok(Side::Date(date))
        }
    }
}

fn list(cursor: Cursor<'_>, quantity: Quantity, closing: char) -> Parsed<Meaning> {
    let Some(close) = cursor.text.find(closing) else {
        let end = Cursor { at: cursor.end, ..cursor };
        return Err(end.error(EdtfErrorKind::ListNotClosed { closing }, 0));
    };
    Cursor { at: close + 1, ..cursor }.finish()?;
    let mut members = Vec::new();
    let mut at = 1;
    for part in cursor.text[1..close].split(',') {
        if members.len() == MOST_MEMBERS {
            let too_many = EdtfErrorKind::TooManyMembers { most: MOST_MEMBERS };
            return Err(Cursor { at, ..cursor }.error(too_many, close - at));
        }
        let trimmed = part.trim_matches(' ');
        let start = at + (part.len() - part.trim_start_matches(' ').len());
        let inner = Cursor { at: start, end: start + trimmed.len(), ..cursor };
        if trimmed.is_empty() {
            return Err(Cursor { at, ..cursor }.error(EdtfErrorKind::EmptyMember, part.len()));
        }
        members.push(member(inner)?);
        at += part.len() + 1;
    }
    Ok(Meaning::List(quantity, members.into()))
}

fn member(mut cursor: Cursor<'_>) -> Parsed<Member> {
    let written = &cursor.text[cursor.at..cursor.end];
    let Some(dots) = written.find("..") else {
        let date = date(&mut cursor)?;
        cursor.finish()?;
        return Ok(Member::Date(date));
    };
    let dots = cursor.at + dots;
    let (before, after) = (Cursor { end: dots, ..cursor }, Cursor { at: dots + 2, ..cursor });
    let (first, last) = (range_end(before)?, range_end(after)?);
    let unit = match (first, last) {
        (None, None) => return Err(cursor.error(EdtfErrorKind::RangeEnd, written.len())),
        (Some((unit, _)), None) | (None, Some((unit, _))) => unit,
        (Some((a, _)), Some((b, _))) => a.min(b),
    };
    let first = first.map(|(_, days)| days.first());
    let last = last.map(|(_, days)| days.last());
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        return Err(cursor.error(EdtfErrorKind::Reversed, written.len()));
    }
    Ok(Member::Range { first, last, unit })
}

type PlainDate = (crate::time::days::Unit, crate::time::days::Days);

fn range_end(mut cursor: Cursor<'_>) -> Parsed<Option<PlainDate>> {
    if cursor.rest().is_empty() {
        return Ok(None);
    }
    let whole = cursor;
    let date = date(&mut cursor)?;
    cursor.finish()?;
    match date.plain() {
        Some(plain) => Ok(Some(plain)),
        None => Err(whole.error(EdtfErrorKind::RangeEnd, whole.end - whole.at)),
    }
}

fn date(cursor: &mut Cursor<'_>) -> Parsed<Date> {
    let mut marks = Marks::default();
    cursor.mark(&mut marks, Level::Year);
    let year = year(cursor)?;
    cursor.mark(&mut marks, Level::Year);
    let mut part = Part::None;
    let mut day = None;
    if cursor.eat(b'-') {
        cursor.mark(&mut marks, Level::Month);
        part = month(cursor)?;
        cursor.mark(&mut marks, Level::Month);
        if cursor.eat(b'-') {
            cursor.mark(&mut marks, Level::Day);
            day = Some(day_of_month(cursor, year, part)?);
            cursor.mark(&mut marks, Level::Day);
        }
    }
    Ok(Date { year, part, day, uncertain: marks.uncertain, approximate: marks.approximate })
}

fn year(cursor: &mut Cursor<'_>) -> Parsed<Year> {
    let start = *cursor;
    if cursor.peek() == Some(b'Y') {
        return Err(long_year(start));
    }
    let negative = cursor.eat(b'-');
    let written = cursor.digits();
    if written.is_empty() {
        return Err(start.unexpected(EdtfErrorKind::YearDigits));
    }
    let Some(digits) = Digits::<4>::read(written) else {
        return Err(start.error(EdtfErrorKind::YearDigits, cursor.at - start.at));
    };
    if negative && digits.known() == Some(0) {
        return Err(start.error(EdtfErrorKind::NegativeZero, cursor.at - start.at));
    }
    if cursor.peek() != Some(b'S') {
        return Ok(Year { negative, digits });
    }
    let digits = significant(cursor, digits)?;
    Ok(Year { negative, digits })
}

/// `1950S2`: of the four digits the first two are significant, so the year is one of 1900 to 1999.
fn significant(cursor: &mut Cursor<'_>, digits: Digits<4>) -> Parsed<Digits<4>> {
    let start = *cursor;
    cursor.at += 1;
    let count = match cursor.digits() {
        [count @ b'1'..=b'4'] if digits.known().is_some() => usize::from(count - b'0'),
        _ => return Err(start.error(EdtfErrorKind::SignificantDigits, cursor.at - start.at)),
    };
    let mut kept = digits.0;
    kept[count..].fill(None);
    Ok(Digits(kept))
}

/// Years with `Y` have five digits or more, or an exponent.
fn long_year(cursor: Cursor<'_>) -> EdtfError {
    let rest = cursor.rest();
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'Y' | b'E' | b'S' | b'-');
    let len = rest.iter().take_while(|byte| is_part(byte)).count();
    let digits = rest[1..len].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-');
    let kind = if rest[..len].contains(&b'E') {
        EdtfErrorKind::Exponent
    } else if digits.filter(|byte| **byte != b'-').count() > 4 {
        EdtfErrorKind::YearBeyondRange
    } else {
        EdtfErrorKind::NeedlessY
    };
    cursor.error(kind, len)
}

fn month(cursor: &mut Cursor<'_>) -> Parsed<Part> {
    let start = *cursor;
    let written = cursor.digits();
    if written.is_empty() {
        return Err(start.unexpected(EdtfErrorKind::MonthDigits));
    }
    let Some(digits) = Digits::<2>::read(written) else {
        return Err(start.error(EdtfErrorKind::MonthDigits, written.len()));
    };
    match digits.known() {
        Some(code @ 21..=41) => Ok(Part::Season(u8::try_from(code).expect("at most 41"))),
        _ if months_of(digits).next().is_some() => Ok(Part::Month(digits)),
        _ => Err(start.error(EdtfErrorKind::NoSuchMonth, written.len())),
    }
}

fn day_of_month(cursor: &mut Cursor<'_>, year: Year, part: Part) -> Parsed<Digits<2>> {
    let start = *cursor;
    let written = cursor.digits();
    if written.is_empty() {
        return Err(start.unexpected(EdtfErrorKind::DayDigits));
    }
    let Part::Month(month) = part else {
        return Err(start.error(EdtfErrorKind::DayOfSeason, written.len()));
    };
    let Some(digits) = Digits::<2>::read(written) else {
        return Err(start.error(EdtfErrorKind::DayDigits, written.len()));
    };
    let mut lengths =
        year.values().flat_map(|year| months_of(month).map(move |month| days_in_month(year, month)));
    if lengths.any(|last| (1..=last).any(|day| digits.fits(day))) {
        return Ok(digits);
    }
    let lengths =
        year.values().flat_map(|year| months_of(month).map(move |month| days_in_month(year, month)));
    let last = lengths.max().unwrap_or(31);
    Err(start.error(EdtfErrorKind::NoSuchDay { last }, written.len()))
}

/// `10:00:00`, perhaps with `Z`, `+04` or `+04:30` (ISO 8601-1:2019, 5.3).
fn is_time_of_day(bytes: &[u8]) -> bool {
    let Some((time, zone)) = bytes.split_at_checked(8) else { return false };
    is_clock(time, &[23, 59, 59])
        && match zone {
            b"" | b"Z" => true,
            [b'+' | b'-', shift @ ..] => is_clock(shift, &[23]) || is_clock(shift, &[23, 59]),
            _ => false,
        }
}

/// Numbers of two digits with `:` between them, one for each limit and not above it.
fn is_clock(bytes: &[u8], limits: &[u32]) -> bool {
    let mut parts = bytes.split(|byte| *byte == b':');
    let all_fit = limits.iter().all(|limit| {
        parts.next().and_then(Digits::<2>::read).and_then(Digits::known).is_some_and(|n| n <= *limit)
    });
    all_fit && parts.next().is_none()
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..self.end]
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// The longest run of digits and `X` here, eaten.
    fn digits(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'X').count();
        self.at += len;
        &rest[..len]
    }

    /// One mark, if it stands here. Before a part it marks that part alone; after it, all up to it
    /// (ISO 8601-2:2019, 8.2), which for the width of `~` is the same.
    fn mark(&mut self, marks: &mut Marks, level: Level) {
        let Some(mark @ (b'?' | b'~' | b'%')) = self.peek() else { return };
        self.at += 1;
        marks.uncertain |= mark != b'~';
        if mark != b'?' {
            marks.approximate = Some(marks.approximate.map_or(level, |coarsest| coarsest.min(level)));
        }
    }

    fn finish(self) -> Parsed<()> {
        if self.rest().is_empty() { Ok(()) } else { Err(self.unexpected(EdtfErrorKind::Empty)) }
    }

    /// What stands here is wrong; at the end of this part, `missing` is.
    fn unexpected(self, missing: EdtfErrorKind) -> EdtfError {
        match self.text[self.at..self.end].chars().next() {
            Some(found) => self.error(EdtfErrorKind::Unexpected { found }, found.len_utf8()),
            None => self.error(missing, 0),
        }
    }

    fn error(self, kind: EdtfErrorKind, len: usize) -> EdtfError {
        EdtfError { offset: self.at, len, kind }
    }
}
