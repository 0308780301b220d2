//! Text in expressions: lists, patterns and trimming, where engines differ in escapes, white space and
//! what they take for a time.

use sqlparser::ast::{Expr, TrimWhereField, UnaryOperator, Value, ValueWithSpan};

use crate::error::Result;

use super::expression::{expression, literal, replace};
use super::structure::is_number;
use super::{Scope, not_allowed, parsed, refused};

/// IN with literals. A list of times becomes equalities, because the engine reads a text as a time in
/// comparisons only; for a text column that is the same.
pub(super) fn in_list(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::InList { expr, list, negated } = whole else { return Ok(()) };
    if !list.iter().all(is_literal) {
        return Err(refused("IN needs a list of literals").hint("write a = b OR a = c"));
    }
    expression(scope, expr)?;
    if !list.iter().all(is_time) {
        return Ok(());
    }
    let any: Vec<String> = list.iter().map(|time| format!("({expr}) = {time}")).collect();
    let text = format!("{}({})", if *negated { "NOT " } else { "" }, any.join(" OR "));
    replace(whole, &text)
}

/// A text that begins like a date.
fn is_time(expr: &Expr) -> bool {
    let text = expr.to_string();
    let mut characters = text.chars().skip(1);
    is_text(expr)
        && "dddd-dd-".chars().all(|wanted| match characters.next() {
            Some(digit) if wanted == 'd' => digit.is_ascii_digit(),
            found => found == Some(wanted),
        })
}

/// LIKE with a pattern that means the same everywhere.
pub(super) fn like(scope: &mut Scope<'_>, expr: &mut Expr, pattern: &Expr) -> Result<()> {
    match pattern {
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. })
            if !text.contains('\\') =>
        {
            expression(scope, expr)
        }
        _ => Err(refused("LIKE needs a literal pattern without a backslash")
            .hint("engines differ in escapes; use _ or STARTS_WITH")),
    }
}

/// Engines differ in what white space is; only blanks are cut unless the statement names others.
pub(super) fn trim(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::Trim { trim_where, trim_what, expr, trim_characters: None } = whole else {
        return Err(not_allowed(whole, "write TRIM(BOTH 'x' FROM text)"));
    };
    trim_where.get_or_insert(TrimWhereField::Both);
    if trim_what.as_deref().is_some_and(|what| !is_text(what)) {
        return Err(refused("TRIM needs literal characters"));
    }
    if trim_what.is_none() {
        *trim_what = Some(Box::new(parsed("' '")?));
    }
    expression(scope, expr)
}

/// A text literal.
pub(super) fn is_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(_), .. }))
}

fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Value(value) => literal(value).is_ok(),
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => is_number(expr),
        _ => false,
    }
}
