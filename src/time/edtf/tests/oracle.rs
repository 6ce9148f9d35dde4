//! What another parser of the standard reads, and the days of the whole calendar.

use super::{Edtf, EdtfErrorKind, Reading, edtf};
use crate::time::{Bounds, Day, Days};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

proptest! {
    /// The crate `edtf` knows levels 0 and 1; it accepts reversed intervals, which are refused here.
    #[test]
    fn another_parser_agrees_on_level_1(text in "-?[0-9]{4}(-[0-3][0-9](-[0-3][0-9])?)?[?~%]?") {
        let theirs = ::edtf::level_1::Edtf::parse(&text);
        let ours = Edtf::parse(&text);
        let beyond_level_1 = text.split('-').filter(|part| !part.is_empty()).nth(1).is_some_and(|part| {
            part.trim_end_matches(['?', '~', '%']).parse::<u32>().is_ok_and(|code| (25..=41).contains(&code))
        });
        if !beyond_level_1 {
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}: {:?} {:?}", text, ours, theirs);
        }
    }

    /// Of periods and unspecified digits the other parser knows only some forms, so what it reads is read here too, but
    /// for what ends before it begins.
    #[test]
    fn what_another_parser_reads_of_level_1_is_read(
        a in "(-?[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[?~%]?|[0-9]{3}X|[0-9]{2}XX|[0-9]{4}-XX|[0-9]{4}-[01][0-9]-XX|[0-9]{4}-XX-XX|[.][.]|)",
        b in "(/([0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[?~%]?|[.][.]|))?",
    ) {
        let text = format!("{a}{b}");
        if ::edtf::level_1::Edtf::parse(&text).is_ok() {
            let ours = Edtf::parse(&text);
            let refused = ours.as_ref().err().map(|error| error.kind.clone());
            let own_rule = matches!(refused, None | Some(EdtfErrorKind::Reversed | EdtfErrorKind::NothingDated));
            prop_assert!(own_rule, "{}: {:?}", text, ours);
        }
    }

    /// The days at the ends of the calendar, and all between them.
    #[test]
    fn every_day_of_the_calendar_is_read_and_printed(number in Day::MIN.number()..=Day::MAX.number()) {
        let day = Day::from_number(number).expect("inside the calendar");
        let date = edtf(&day.to_string());
        prop_assert_eq!(date.bounds(Reading::Moment), Bounds::moment(Days::on(day)));
        prop_assert_eq!(date.to_string(), day.to_string());
    }
}
