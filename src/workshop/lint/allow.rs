//! Comments in a grammar that excuse findings.
//!
//! In: the files of a grammar and what was found. Out: the findings that nothing excuses, and those about the excuses
//! themselves. Absent: finding.
//!
//! `// lint allows space: the tree builder trims` before a rule is for that rule; `// lint allows space
//! everywhere: …` for the whole grammar; `// lint allows literal "," ")": …` for these texts alone.

use super::{Check, Finding};
use crate::text::Span;

use super::super::grammar::{Grammar, RuleId};

/// How an allowance begins.
const MARK: &str = "// lint allows ";
/// How one for the whole grammar goes on.
const EVERYWHERE: &str = " everywhere";

/// What is allowed, where, and whether anything used it.
struct Allowance {
    check: Check,
    /// None: in every rule.
    rule: Option<RuleId>,
    /// The texts that it is for, as written; none: all.
    texts: Vec<String>,
    span: Span,
    is_used: bool,
}

/// The findings that are not allowed, with those about allowances.
pub(super) fn without_allowed(grammar: &Grammar, found: Vec<Finding>) -> Vec<Finding> {
    let (mut allowances, mut kept) = read(grammar);
    for finding in found {
        let fits = |one: &&mut Allowance| {
            let text = finding.span.of(grammar.files().text());
            one.check == finding.check
                && (one.rule.is_none() || one.rule == finding.rule)
                && (one.texts.is_empty() || one.texts.iter().any(|allowed| allowed == text))
        };
        let mut fitting: Vec<&mut Allowance> = allowances.iter_mut().filter(fits).collect();
        for one in &mut fitting {
            one.is_used = true;
        }
        if fitting.is_empty() {
            kept.push(finding);
        }
    }
    kept.extend(allowances.iter().filter(|one| !one.is_used).map(unused));
    kept
}

fn unused(allowance: &Allowance) -> Finding {
    Finding {
        check: Check::Allowance,
        rule: allowance.rule,
        span: allowance.span,
        message: format!("this allows `{}`, and nothing of that sort is found", allowance.check),
        help: "remove it".to_owned(),
    }
}

/// The allowances of all files, and what is wrong with the way that some are written.
fn read(grammar: &Grammar) -> (Vec<Allowance>, Vec<Finding>) {
    let (mut allowances, mut wrong) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in grammar.files().text().split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if let Some(rest) = line.trim_start().strip_prefix(MARK) {
            let span = Span::new(start + indent, start + line.trim_end().len());
            match written(rest) {
                Ok(Written { check, texts, everywhere }) => {
                    let rule = if everywhere { None } else { next_rule(grammar, start) };
                    allowances.push(Allowance { check, rule, texts, span, is_used: false });
                }
                Err(message) => wrong.push(Finding {
                    check: Check::Allowance,
                    rule: next_rule(grammar, start),
                    span,
                    message,
                    help: "write it as `// lint allows space: why that is meant`".to_owned(),
                }),
            }
        }
        start += line.len();
    }
    (allowances, wrong)
}

/// What an allowance says.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    check: Check,
    texts: Vec<String>,
    everywhere: bool,
}

fn written(rest: &str) -> Result<Written, String> {
    let (what, reason) = rest.split_once(": ").unwrap_or((rest, ""));
    if reason.trim().is_empty() {
        return Err("this allowance gives no reason".to_owned());
    }
    let what = what.trim();
    let (what, everywhere) = what.strip_suffix(EVERYWHERE).map_or((what, false), |what| (what, true));
    let mut words = what.split_whitespace();
    let word = words.next().unwrap_or_default();
    let check = Check::named(word).ok_or_else(|| format!("there is no check `{word}`"))?;
    Ok(Written { check, texts: words.map(str::to_owned).collect(), everywhere })
}

/// The first rule behind a place.
fn next_rule(grammar: &Grammar, start: usize) -> Option<RuleId> {
    grammar.ids().find(|id| grammar.rule(*id).span.start >= start)
}

#[cfg(test)]
mod tests {
    use super::{Check, Written, written};

    #[test]
    fn allowances_name_checks_and_give_reasons() {
        let of = |check, texts: &[&str], everywhere| {
            Ok(Written { check, texts: texts.iter().map(|text| (*text).to_owned()).collect(), everywhere })
        };
        assert_eq!(written("space: trimmed"), of(Check::Space, &[], false));
        assert_eq!(
            written("literal \",\" \")\" everywhere: so"),
            of(Check::Literal, &["\",\"", "\")\""], true)
        );
        assert!(written("space").is_err() && written("space:").is_err());
        assert_eq!(written("spaces: x"), Err("there is no check `spaces`".to_owned()));
    }
}
