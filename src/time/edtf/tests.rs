//! The standard's own examples, what they mean, and what is refused.

mod oracle;

use super::{Edtf, EdtfErrorKind, End, Reading};
use crate::time::{Bounds, Days, Region, Regions, Truth};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// `1985-04-12..1985-04-30` for start and for end, as bounds print themselves.
fn bounds(text: &str, reading: Reading) -> String {
    format!("{:?}", edtf(text).bounds(reading))
}

/// The examples of the EDTF specification (Library of Congress, 2019), level 0, 1 and 2.
const STANDARD: [&str; 76] = [
    "1985-04-12",
    "1985-04",
    "1985",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2004-02-01/2005-02",
    "2004-02-01/2005",
    "2005/2006-02",
    "2001-21",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "1985-04/..",
    "1985/..",
    "../1985-04-12",
    "../1985-04",
    "../1985",
    "1985-04-12/",
    "1985-04/",
    "1985/",
    "/1985-04-12",
    "/1985-04",
    "/1985",
    "-1985",
    "1984~/2004-06",
    "1984/2004-06~",
    "1984?/2004%",
    "1984~/2004~",
    "1984-06-02?/2004-08-08~",
    "2001-34",
    "1950S2",
    "[1667,1668, 1670..1672]",
    "[..1760-12-03]",
    "[1760-12..]",
    "[1760-01, 1760-02, 1760-12..]",
    "[1667, 1760-12]",
    "[..1984]",
    "{1667,1668, 1670..1672}",
    "{1960, 1961-12}",
    "{..1984}",
    "2004-06-11%",
    "2004-06~-11",
    "2004?-06-11",
    "?2004-06-~11",
    "2004-%06-11",
    "156X-12-25",
    "15XX-12-25",
    "XXXX-12-XX",
    "1XXX-XX",
    "1XXX-12",
    "1984-1X",
    "2004-06-~01/2004-06-~20",
    "2004-06-XX/2004-07-03",
    "2004?-06-~11",
    "2004-~06-~11",
    "1984-06?/2004-08?",
    "2001-24",
    "2001-25",
    "2001-32",
    "2001-41",
    "-0044-03-15",
    "0000",
    "9999-12-31",
    "-9999",
    "202X",
];

#[test]
fn the_examples_of_the_standard_are_read_and_printed_back() {
    for text in STANDARD {
        let date = edtf(text);
        assert_eq!(date.to_string(), text);
        assert_eq!(Edtf::parse(&date.to_string()), Ok(date));
    }
}

/// Those examples of the specification that are refused, with the reason: years beyond the calendar.
#[test]
fn years_beyond_the_calendar_are_refused_with_the_reason() {
    for text in ["Y170000002", "Y-170000002", "Y171010000S3"] {
        assert_eq!(Edtf::parse(text).expect_err(text).kind, EdtfErrorKind::YearBeyondRange, "{text}");
    }
    for text in ["Y-17E7", "Y3388E2S3"] {
        assert_eq!(Edtf::parse(text).expect_err(text).kind, EdtfErrorKind::Exponent, "{text}");
    }
}

#[test]
fn a_single_date_is_a_moment_or_a_stretch() {
    assert_eq!(bounds("2024", Reading::Moment), "once 2024-01-01..2024-12-31");
    assert_eq!(bounds("2024", Reading::Stretch), "2024-01-01..2024-01-01 → 2024-12-31..2024-12-31");
    assert_eq!(bounds("2024-02", Reading::Moment), "once 2024-02-01..2024-02-29");
    assert_eq!(bounds("202X", Reading::Moment), "once 2020-01-01..2029-12-31");
    assert_eq!(bounds("202X", Reading::Whole), "2020-01-01..2029-01-01 → 2020-12-31..2029-12-31");
    assert_eq!(bounds("2024-05-15", Reading::Stretch), "once 2024-05-15..2024-05-15");
    assert_eq!(bounds("-0044-03-15", Reading::Moment), "once -0044-03-15..-0044-03-15");
    assert_eq!(bounds("-015X", Reading::Moment), "once -0159-01-01..-0150-12-31");
    assert_eq!(bounds("1950S2", Reading::Moment), "once 1900-01-01..1999-12-31");
    assert_eq!(bounds("1985-04-12T23:20:30-04", Reading::Moment), "once 1985-04-12..1985-04-12");
}

#[test]
fn the_ends_of_an_interval_are_days_within_them() {
    let both = "2023-01-01..2023-12-31 → 2024-05-01..2024-05-31";
    assert_eq!(bounds("2023/2024-05", Reading::Stretch), both);
    assert_eq!(bounds("2023/2024-05", Reading::Moment), both);
    let whole = "2023-01-01..2023-01-01 → 2024-05-31..2024-05-31";
    assert_eq!(bounds("2023/2024-05", Reading::Whole), whole);
    assert_eq!(bounds("2024-05/2024", Reading::Stretch), "2024-05-01..2024-05-31 → 2024-05-01..2024-12-31");
    assert_eq!(bounds("2024-01-01/..", Reading::Stretch), "2024-01-01..2024-01-01 → 2024-01-01..");
    assert_eq!(bounds("2024/", Reading::Stretch), "2024-01-01..2024-12-31 → 2024-01-01..");
    assert_eq!(bounds("../2023", Reading::Stretch), "..2023-12-31 → 2023-01-01..2023-12-31");
    assert_eq!(
        bounds("2004-06-XX/2004-07-03", Reading::Stretch),
        "2004-06-01..2004-06-30 → 2004-07-03..2004-07-03"
    );
}

#[test]
fn about_widens_by_one_unit_of_the_written_precision() {
    assert_eq!(bounds("2024~", Reading::Moment), "once 2023-01-01..2025-12-31");
    assert_eq!(bounds("2024~", Reading::Whole), "2023-01-01..2025-01-01 → 2023-12-31..2025-12-31");
    assert_eq!(bounds("2024-02~", Reading::Moment), "once 2024-01-01..2024-03-31");
    assert_eq!(bounds("2024-03-01%", Reading::Moment), "once 2024-02-29..2024-03-02");
    assert_eq!(bounds("202X~", Reading::Moment), "once 2010-01-01..2039-12-31");
    assert_eq!(bounds("2024-34~", Reading::Moment), "once 2024-01-01..2024-09-30");
    assert_eq!(bounds("2004~-06-11", Reading::Moment), "once 2003-06-11..2005-06-11");
    assert_eq!(bounds("2004-06~-11", Reading::Moment), "once 2004-05-11..2004-07-11");
    assert_eq!(bounds("2004-~04-30", Reading::Moment), "once 2004-03-30..2004-05-30");
    assert_eq!(bounds("2004-06-~11", Reading::Moment), "once 2004-06-10..2004-06-12");
    assert_eq!(bounds("2004-04-XX~", Reading::Moment), "once 2004-03-01..2004-05-31");
    assert_eq!(bounds("9999~", Reading::Moment), "once 9998-01-01..9999-12-31");
    assert_eq!(bounds("2024~/..", Reading::Stretch), "2023-01-01..2025-12-31 → 2023-01-01..");
}

#[test]
fn seasons_and_groups_of_months_have_their_days() {
    assert_eq!(bounds("2024-21", Reading::Moment), "once 2024-03-01..2024-06-21");
    assert_eq!(bounds("2024-21", Reading::Whole), "2024-03-01..2024-03-21 → 2024-05-31..2024-06-21");
    assert_eq!(bounds("2024-24", Reading::Moment), "once 2024-12-01..2025-03-20");
    assert_eq!(bounds("2024-29", Reading::Moment), bounds("2024-27", Reading::Moment));
    assert_eq!(bounds("2024-31", Reading::Moment), bounds("2024-25", Reading::Moment));
    assert_eq!(bounds("2024-34", Reading::Moment), "once 2024-04-01..2024-06-30");
    assert_eq!(bounds("2024-39", Reading::Moment), "once 2024-09-01..2024-12-31");
    assert_eq!(bounds("2024-41", Reading::Moment), "once 2024-07-01..2024-12-31");
    assert_eq!(bounds("9999-24", Reading::Moment), "once 9999-12-01..9999-12-31");
}

#[test]
fn marks_and_ends_are_told() {
    assert!(edtf("1984?").never_certain() && !edtf("1984?").is_approximate());
    assert!(!edtf("1984~").never_certain() && edtf("1984~").is_approximate());
    assert!(edtf("2004-%06-11").is_uncertain() && edtf("2004-%06-11").is_approximate());
    assert!(edtf("1984/2004?").never_certain() && edtf("{1984, ?2004}").never_certain());
    let ends = |text| (edtf(text).beginning(), edtf(text).ending(), edtf(text).is_interval());
    assert_eq!(ends("2024/.."), (End::Dated, End::Open, true));
    assert_eq!(ends("/2024"), (End::Unknown, End::Dated, true));
    assert_eq!(ends("2024"), (End::Dated, End::Dated, false));
    assert_eq!(ends("[..2024]"), (End::Open, End::Dated, false));
    assert!(edtf("{2020,2021}").is_set() && !edtf("[2020,2021]").is_set());
}

#[test]
fn the_finest_account_has_the_least_precision() {
    let finer = [
        "2023-07-04",
        "2023-07-04~",
        "[2023-07-01,2023-07-03,2023-07-05,2023-07-07]",
        "156X-12-25",
        "2023-07",
        "2023",
        "2023~",
        "202X",
        "2023/..",
    ];
    for pair in finer.windows(2) {
        assert!(edtf(pair[0]).precision() < edtf(pair[1]).precision(), "{pair:?}");
    }
    assert_eq!(edtf("2023-07-04").days_possible(), 2);
    assert_eq!(edtf("2023-07-04/2023-07").days_possible(), 32);
}

fn within(days: Option<Days>) -> Region {
    let days = days.expect("in range");
    Region::start_by(days.last().number()).and(Region::end_from(days.first().number()))
}

fn judge(text: &str, region: Region) -> Truth {
    edtf(text).judge(Reading::Moment, &Regions::from(region))
}

#[test]
fn dates_with_holes_are_judged_exactly() {
    assert_eq!(judge("156X-12-25", within(Days::month(1565, 6))), Truth::No);
    assert_eq!(judge("156X-12-25", within(Days::month(1565, 12))), Truth::Possible);
    assert_eq!(judge("156X-12-25", within(Days::decade(1560))), Truth::Certain);
    assert_eq!(judge("[2020,2022]", within(Days::year(2021))), Truth::No);
    assert_eq!(judge("[2020,2022]", within(Days::year(2022))), Truth::Possible);
    assert_eq!(judge("{2020,2022}", within(Days::year(2021))), Truth::No);
    assert_eq!(judge("{2020,2022}", within(Days::year(2022))), Truth::Certain);
    assert_eq!(judge("{2020?,2022}", within(Days::year(2022))), Truth::Possible);
    assert_eq!(judge("[..2020]", within(Days::year(2021))), Truth::No);
    assert_eq!(judge("[..2020]", Region::end_by(within(Days::year(2020)).start().1)), Truth::Certain);
    assert_eq!(judge("{2020..2022}", within(Days::year(2021))), Truth::Certain);
    assert_eq!(judge("XXXX-XX-25", within(Days::month(2024, 5))), Truth::Possible);
    let either = Regions::from(within(Days::year(2020))).or(&Regions::from(within(Days::year(2022))));
    assert_eq!(edtf("[2020,2022]").judge(Reading::Moment, &either), Truth::Certain);
    assert_eq!(edtf("[2020,2022]").judge(Reading::Moment, &either.complement()), Truth::No);
}

#[test]
fn huge_dates_end_in_time() {
    let christmas = within(Days::month(2024, 12));
    assert_eq!(judge("XXXX-XX-25/XXXX-XX-25", christmas), Truth::Possible);
    assert_eq!(judge("XXXX-XX-25/000X-XX-25", within(Days::month(5, 12))), Truth::Possible);
    assert!(edtf("XXXX-XX-25/XXXX-XX-25").days_possible() > 200_000);
    assert_eq!(judge("{..2020-01-01}", within(Days::month(2024, 12))), Truth::No);
    assert!(edtf("[..2020-01-01]").bounds_are_exact(Reading::Moment));
}

#[test]
fn the_store_is_told_which_dates_four_bounds_hold() {
    let exact = [
        "2024",
        "202X",
        "1XXX-XX",
        "1984-1X",
        "2024~/..",
        "[2020,2021]",
        "[2021,2020]",
        "[..2020]",
        "{2020}",
    ];
    for text in exact {
        assert!(edtf(text).bounds_are_exact(Reading::Moment), "{text}");
    }
    for text in ["156X-12-25", "{2020,2021}", "[2020,2022]", "[2024,2020]", "XXXX-12-25", "156X-12-25/.."] {
        assert!(!edtf(text).bounds_are_exact(Reading::Moment), "{text}");
    }
    assert!(!edtf("202X").bounds_are_exact(Reading::Whole));
    assert!(edtf("2024").bounds_are_exact(Reading::Whole));
}

#[test]
fn bounds_hold_every_alternative_and_no_more_than_needed() {
    for text in STANDARD {
        for reading in [Reading::Moment, Reading::Stretch, Reading::Whole] {
            let date = edtf(text);
            let hull = date.bounds(reading);
            let mut all = date.alternatives(reading).take(20_000).peekable();
            assert!(all.peek().is_some(), "{text}");
            for part in all {
                assert_eq!(hull.hull(part), hull, "{text} {reading:?} {part:?}");
            }
        }
    }
}

/// Texts that are often nearly dates.
fn near_dates() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9X]{1,4}",
        "-[0-9X]{2}",
        "[-?~%/.,S \\[\\]{}]",
        Just("..".to_owned()),
        Just("2024-05-15".to_owned()),
        Just("2023".to_owned()),
        "\\PC",
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// Dates of every kind, most of which exist.
fn dates() -> impl Strategy<Value = String> {
    let mark = || prop_oneof![4 => Just(""), 1 => Just("?"), 1 => Just("~"), 1 => Just("%")];
    let date = prop_oneof![
        ("-?[0-9]{2}[0-9X]{2}", mark()).prop_map(|(year, mark)| format!("{year}{mark}")),
        ("[0-9]{3}[0-9X]-[0-4][0-9X]", mark()).prop_map(|(date, mark)| format!("{date}{mark}")),
        ("[0-9X]{2}[0-9]{2}", mark(), "-[01][0-9X]", mark(), "-[0-3][0-9X]", mark())
            .prop_map(|(y, a, m, b, d, c)| format!("{y}{a}{m}{b}{d}{c}")),
    ];
    let ends = (date.boxed(), Just(())).prop_map(|(date, ())| date).boxed();
    prop_oneof![
        ends.clone(),
        (ends.clone(), ends.clone()).prop_map(|(a, b)| format!("{a}/{b}")),
        ends.clone().prop_map(|a| format!("{a}/..")),
        ends.clone().prop_map(|b| format!("/{b}")),
        (ends.clone(), ends.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
        (ends.clone(), ends).prop_map(|(a, b)| format!("{{{a},..{b}}}")),
    ]
}

proptest! {
    #[test]
    fn no_text_panics_and_errors_lie_within_it(text in near_dates()) {
        match Edtf::parse(&text) {
            Ok(date) => prop_assert_eq!(date.to_string(), text),
            Err(error) => {
                prop_assert!(text.is_char_boundary(error.offset));
                prop_assert!(text.is_char_boundary(error.offset + error.len));
            }
        }
    }

    #[test]
    fn dates_are_kept_and_mean_what_their_alternatives_do(text in dates(), year in 0..99_i32, years in 0..30_i32) {
        let Ok(date) = Edtf::parse(&text) else { return Ok(()) };
        prop_assert_eq!(date.to_string(), text);
        let days = Days::year(year * 100).and_then(|a| Some(a.hull(Days::year(year * 100 + years)?)));
        let regions = Regions::from(within(days));
        for reading in [Reading::Moment, Reading::Stretch, Reading::Whole] {
            let hull = date.bounds(reading);
            let some: Vec<_> = date.alternatives(reading).take(3_000).collect();
            prop_assert!(some.iter().all(|part| hull.hull(*part) == hull));
            let truth = date.judge(reading, &regions);
            let rough = regions.judge(hull);
            prop_assert!(truth == rough || rough == Truth::Possible || date.never_certain());
            if some.len() < 3_000 && !date.is_set() {
                let all = some.iter().copied().reduce(Bounds::hull);
                prop_assert_eq!(all, Some(hull));
                let exact = Truth::from_worlds(
                    some.iter().any(|part| regions.judge(*part).is_possible()),
                    some.iter().all(|part| regions.judge(*part).is_certain()),
                );
                let capped = if date.never_certain() { exact.at_most_possible() } else { exact };
                prop_assert_eq!(truth, capped);
            }
            if date.bounds_are_exact(reading) && !date.never_certain() {
                prop_assert_eq!(truth, rough);
            }
        }
    }

    #[test]
    fn about_only_ever_widens(year in 0..9999_i32, month in 1..13_u32, day in 1..32_u32, depth in 0..3) {
        let plain = match depth {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        };
        let Ok(exact) = Edtf::parse(&plain) else { return Ok(()) };
        for reading in [Reading::Moment, Reading::Stretch] {
            let (narrow, wide) = (exact.bounds(reading), edtf(&format!("{plain}~")).bounds(reading));
            prop_assert_eq!(wide.hull(narrow), wide);
            prop_assert!(wide.start_min() < narrow.start_min() && wide.end_max() > narrow.end_max());
        }
    }
}
