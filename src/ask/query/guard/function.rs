//! Function calls: which are allowed, with which arguments, and what is written in their place.

use sqlparser::ast::{
    DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Value,
};

use crate::error::Result;

use super::expression::{expression, is_positive, remainder, replace, widen};
use super::measure::{Parts, is_aggregate, is_condition, is_float, name_of};
use super::structure::is_number;
use super::text::is_text;
use super::window::{self, Frame};
use super::{Scope, not_allowed, refused};

/// Numbers of rows in a window, counted in 32 bits by the engine.
const RANKS: &[&str] = &["ROW_NUMBER", "RANK", "DENSE_RANK"];

/// Functions of one row that mean the same everywhere.
const PLAIN: &[&str] = &[
    "ABS",
    "SQRT",
    "EXP",
    "LN",
    "LOG10",
    "LOG2",
    "COALESCE",
    "IFNULL",
    "NULLIF",
    "GREATEST",
    "LEAST",
    "LOWER",
    "UPPER",
    "REPLACE",
    "STARTS_WITH",
    "CONCAT",
];

/// Characters of a text, a 32-bit count.
const LENGTHS: &[&str] = &["LENGTH", "CHAR_LENGTH", "CHARACTER_LENGTH"];

/// Checks a call and rewrites it in place.
pub(super) fn function(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::Function(call) = whole else { return Ok(()) };
    let name = name_of(call);
    common(call)?;
    if is_aggregate(&name) && name != "COUNT" && !Parts::of_arguments(call).column {
        return Err(not_allowed(call, "the engine would count one row: aggregate a column"));
    }
    if let Some(filter) = &mut call.filter {
        expression(scope, filter)?;
    }
    window::over(scope, call, frame_of(&name))?;
    match name.as_str() {
        "COUNT" => {
            count_rows(call)?;
            arguments(scope, call)?;
            widen(whole)
        }
        name if RANKS.contains(&name) => {
            arguments(scope, call)?;
            widen(whole)
        }
        "SUM" => sum(scope, whole),
        "MIN" | "MAX" | "AVG" | "MEDIAN" | "STDDEV" | "STDDEV_SAMP" | "VARIANCE" | "VAR_SAMP"
        | "FIRST_VALUE" => arguments(scope, call),
        "QUANTILE_CONT" | "LAG" | "LEAD" | "SPLIT_PART" | "LEFT" | "RIGHT" | "LPAD" | "RPAD"
        | "REGEXP_LIKE" => with_plain_arguments(scope, call, &name),
        "ROUND" => round(scope, whole),
        "MOD" => {
            let (left, right) = two(scope, call)?;
            replace(whole, &remainder(&left, &right))
        }
        "POW" | "POWER" => {
            let (base, exponent) = two(scope, call)?;
            replace(whole, &format!("POW(CAST({base} AS DOUBLE), CAST({exponent} AS DOUBLE))"))
        }
        "LTRIM" | "RTRIM" => {
            let text = one(scope, call)?;
            let side = if name == "LTRIM" { "LEADING" } else { "TRAILING" };
            replace(whole, &format!("TRIM({side} ' ' FROM {text})"))
        }
        name if LENGTHS.contains(&name) => {
            arguments(scope, call)?;
            widen(whole)
        }
        name if PLAIN.contains(&name) => arguments(scope, call),
        "LOG" => Err(not_allowed(call, "engines differ in LOG: write LN, LOG2 or LOG10")),
        _ => Err(not_allowed(call, "ask DuckDB on the Parquet of the case for it")),
    }
}

/// Modifiers that no allowed function takes, and DISTINCT, which the engine heeds in COUNT only.
fn common(call: &Function) -> Result<()> {
    let plain = call.within_group.is_empty()
        && call.null_treatment.is_none()
        && !call.uses_odbc_syntax
        && matches!(call.parameters, FunctionArguments::None);
    let (distinct, clauses) = match &call.args {
        FunctionArguments::List(list) => (
            list.duplicate_treatment == Some(DuplicateTreatment::Distinct),
            !list.clauses.is_empty(),
        ),
        _ => (false, true),
    };
    if !plain || clauses {
        return Err(not_allowed(call, "write the function with plain arguments"));
    }
    if distinct && (name_of(call) != "COUNT" || call.over.is_some()) {
        return Err(not_allowed(call, "SELECT DISTINCT in a WITH part, then aggregate that"));
    }
    Ok(())
}

/// COUNT of a literal counts one row in this engine: it becomes COUNT(*), which is meant.
fn count_rows(call: &mut Function) -> Result<()> {
    let text = call.to_string();
    let parts = Parts::of_arguments(call);
    let FunctionArguments::List(list) = &mut call.args else { return Ok(()) };
    let Some(FunctionArg::Unnamed(argument)) = list.args.first_mut() else { return Ok(()) };
    match argument {
        FunctionArgExpr::Expr(Expr::Value(literal)) if literal.value != Value::Null => {
            *argument = FunctionArgExpr::Wildcard;
            Ok(())
        }
        FunctionArgExpr::Expr(_) if !parts.column => Err(not_allowed(&text, "write COUNT(*)")),
        _ => Ok(()),
    }
}

fn frame_of(name: &str) -> Frame {
    match name {
        "ROW_NUMBER" | "RANK" | "DENSE_RANK" | "LAG" | "LEAD" | "FIRST_VALUE" => Frame::Ordered,
        "SUM" | "MIN" | "MAX" | "COUNT" => Frame::Running,
        "AVG" | "MEDIAN" | "STDDEV" | "STDDEV_SAMP" | "VARIANCE" | "VAR_SAMP" => Frame::Whole,
        _ => Frame::None,
    }
}

/// SUM in 64 bits that fails rather than wraps, see `checked_product`. Adding a wide zero widens the
/// argument whatever its type.
fn sum(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::Function(call) = whole else { return Ok(()) };
    scope.calculates = true;
    let argument = one(scope, call)?;
    if is_condition(&argument) {
        return Err(not_allowed(&argument, "count with COUNT(*) FILTER (WHERE …)"));
    }
    if is_float(&argument) {
        return Ok(());
    }
    let filter = call.filter.as_ref().map(|f| format!(" FILTER (WHERE {f})")).unwrap_or_default();
    let over = call.over.as_ref().map(|over| format!(" OVER {over}")).unwrap_or_default();
    let text = format!(
        "(SUM({argument} + CAST(0 AS BIGINT)){filter}{over} + CAST(0 AS BIGINT) * \
         CAST(SUM(CAST({argument} AS DOUBLE) * 4.0){filter}{over} AS BIGINT))"
    );
    replace(whole, &text)
}

/// Halves away from zero, as everywhere but here. Exact: the distance of a number from its floor has
/// no rounding error.
fn round(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::Function(call) = whole else { return Ok(()) };
    let digits = match expressions(call)?.as_slice() {
        [_] => 0,
        [_, digits] if is_number(digits) => digits.to_string().parse::<u32>().unwrap_or(u32::MAX),
        _ => u32::MAX,
    };
    if digits > 9 {
        return Err(refused("ROUND needs a plain number of digits, 0 to 9"));
    }
    first(scope, call)?;
    let value = expressions(call)?.first().map(ToString::to_string).unwrap_or_default();
    let scale = format!("{}.0", 10_u64.pow(digits));
    let scaled = format!("(CAST({value} AS DOUBLE) * {scale})");
    let text = format!(
        "(CASE WHEN {scaled} >= 0.0 THEN CASE WHEN {scaled} - FLOOR({scaled}) >= 0.5 \
         THEN CEIL({scaled}) ELSE FLOOR({scaled}) END ELSE CASE WHEN CEIL({scaled}) - {scaled} >= \
         0.5 THEN FLOOR({scaled}) ELSE CEIL({scaled}) END END / {scale})"
    );
    replace(whole, &text)
}

/// The first argument is an expression; the others steer the function and must be literals, which
/// stay as they are.
fn with_plain_arguments(scope: &mut Scope<'_>, call: &mut Function, name: &str) -> Result<()> {
    let arguments = expressions(call)?;
    let steering = arguments.get(1..).unwrap_or_default();
    let fine = match (name, steering) {
        ("LAG" | "LEAD", []) => true,
        ("LAG" | "LEAD" | "LEFT" | "RIGHT", [n]) => is_positive(n),
        ("LPAD" | "RPAD", [n, text]) => is_positive(n) && is_text(text),
        ("SPLIT_PART", [text, n]) => is_text(text) && is_positive(n) && text.to_string() != "''",
        ("REGEXP_LIKE", [text]) => is_text(text),
        ("QUANTILE_CONT", [Expr::Value(_)]) => true,
        _ => false,
    };
    if !fine {
        return Err(not_allowed(call, "give plain literals after the first argument"));
    }
    first(scope, call)
}

fn arguments(scope: &mut Scope<'_>, call: &mut Function) -> Result<()> {
    let FunctionArguments::List(list) = &mut call.args else { return Ok(()) };
    let counts_all = name_is_count(&call.name.to_string());
    for argument in &mut list.args {
        match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => expression(scope, expr)?,
            FunctionArg::Unnamed(FunctionArgExpr::Wildcard) if counts_all => {}
            other => return Err(not_allowed(other, "write the function with plain arguments")),
        }
    }
    let one = list.args.len() <= 1;
    if counts_all && !one {
        return Err(refused("COUNT takes one argument").hint("count the rows of a SELECT DISTINCT"));
    }
    Ok(())
}

fn name_is_count(name: &str) -> bool {
    name.eq_ignore_ascii_case("COUNT")
}

fn first(scope: &mut Scope<'_>, call: &mut Function) -> Result<()> {
    let FunctionArguments::List(list) = &mut call.args else { return Ok(()) };
    match list.args.first_mut() {
        Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))) => expression(scope, expr),
        _ => Err(refused("a function lacks its argument")),
    }
}

fn one(scope: &mut Scope<'_>, call: &mut Function) -> Result<Expr> {
    arguments(scope, call)?;
    match expressions(call)?.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(not_allowed(call, "it takes one argument")),
    }
}

fn two(scope: &mut Scope<'_>, call: &mut Function) -> Result<(Expr, Expr)> {
    scope.calculates = true;
    arguments(scope, call)?;
    match expressions(call)?.as_slice() {
        [left, right] => Ok((left.clone(), right.clone())),
        _ => Err(not_allowed(call, "it takes two arguments")),
    }
}

fn expressions(call: &Function) -> Result<Vec<Expr>> {
    let FunctionArguments::List(list) = &call.args else { return Ok(Vec::new()) };
    list.args
        .iter()
        .map(|argument| match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Ok(expr.clone()),
            other => Err(not_allowed(other, "write the function with plain arguments")),
        })
        .collect()
}
