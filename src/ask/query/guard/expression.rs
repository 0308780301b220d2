//! Expressions: what is allowed, and how integers are widened so that nothing wraps.

use sqlparser::ast::{
    BinaryOperator, CaseWhen, CastKind, CeilFloorKind, DataType, DateTimeField, Expr, TypedString,
    UnaryOperator, Value, ValueWithSpan,
};

use crate::error::Result;

use super::function::function;
use super::measure::{arithmetic, is_condition, is_float, may_be_fractional};
use super::structure::{is_number, query};
use super::text::{in_list, is_text, like, trim};
use super::{Scope, not_allowed, parsed, refused};

/// Checks an expression and rewrites it in place.
pub(super) fn expression(scope: &mut Scope<'_>, expr: &mut Expr) -> Result<()> {
    match expr {
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => Ok(()),
        Expr::Value(value) => match literal(value)? {
            Some(wide) => replace(expr, &wide),
            None => Ok(()),
        },
        Expr::Nested(inner)
        | Expr::IsNull(inner)
        | Expr::IsNotNull(inner)
        | Expr::IsTrue(inner)
        | Expr::IsNotTrue(inner)
        | Expr::IsFalse(inner)
        | Expr::IsNotFalse(inner) => expression(scope, inner),
        Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
            expression(scope, left)?;
            expression(scope, right)
        }
        Expr::UnaryOp { op, expr: inner } => unary(scope, *op, inner),
        Expr::BinaryOp { .. } => binary(scope, expr),
        Expr::Between { expr, low, high, .. } => {
            [expr, low, high].into_iter().try_for_each(|part| operand(scope, part))
        }
        Expr::InList { .. } => in_list(scope, expr),
        Expr::InSubquery { expr, subquery, .. } => {
            expression(scope, expr)?;
            query(scope, subquery)
        }
        Expr::Like { any: false, expr, pattern, escape_char: None, .. }
        | Expr::ILike { any: false, expr, pattern, escape_char: None, .. } => {
            like(scope, expr, pattern)
        }
        Expr::Case { operand, conditions, else_result, .. } => {
            case(scope, operand.as_deref_mut(), conditions, else_result.as_deref_mut())
        }
        Expr::Function(_) => function(scope, expr),
        Expr::Cast { .. } => cast(scope, expr),
        Expr::Extract { field, expr: inner, .. } => {
            calendar(field)?;
            expression(scope, inner)?;
            widen(expr)
        }
        // It counts bytes here, characters elsewhere, and takes the text for a pattern.
        Expr::Position { .. } => Err(not_allowed(expr, "use LIKE, STARTS_WITH or SPLIT_PART")),
        Expr::Ceil { expr, field } | Expr::Floor { expr, field } => match field {
            CeilFloorKind::DateTimeField(DateTimeField::NoDateTime) => expression(scope, expr),
            _ => Err(refused("CEIL and FLOOR take one argument")),
        },
        Expr::Substring { expr, substring_from, substring_for, .. } => {
            let numbers = [substring_from, substring_for].into_iter().flatten();
            if !numbers.map(|number| &**number).all(is_positive) {
                return Err(refused("SUBSTRING needs plain positive numbers"));
            }
            expression(scope, expr)
        }
        Expr::Trim { .. } => trim(scope, expr),
        Expr::TypedString(TypedString { data_type: DataType::Date, .. }) => Ok(()),
        Expr::Interval(interval) if matches!(*interval.value, Expr::Value(_)) => Ok(()),
        other => Err(not_allowed(other, "ask DuckDB on the Parquet of the case for it")),
    }
}

/// Whole numbers would be 32 bits wide; the widest ones would wrap with the next addition.
pub(super) fn literal(value: &ValueWithSpan) -> Result<Option<String>> {
    match &value.value {
        // The engine reads no exponents.
        Value::Number(digits, false) if digits.contains(['e', 'E']) => {
            match digits.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(format!("CAST('{number}' AS DOUBLE)"))),
                _ => Err(refused(format!("{digits} is no number"))),
            }
        }
        Value::Number(digits, false) if digits.contains('.') => Ok(None),
        Value::Number(digits, false) => match digits.parse::<i64>() {
            Ok(number) if number < 1 << 61 => Ok(Some(format!("CAST({digits} AS BIGINT)"))),
            _ => {
                Err(refused(format!("{digits} is too large")).hint("write it as 1e18 or the like"))
            }
        },
        Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null => Ok(None),
        other => Err(not_allowed(other, "write text in single quotes")),
    }
}

fn unary(scope: &mut Scope<'_>, op: UnaryOperator, inner: &mut Expr) -> Result<()> {
    match op {
        UnaryOperator::Minus => calculated(scope, inner),
        UnaryOperator::Plus | UnaryOperator::Not => expression(scope, inner),
        other => Err(not_allowed(&other, "ask DuckDB on the Parquet of the case for it")),
    }
}

fn binary(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    use BinaryOperator as Op;
    let Expr::BinaryOp { left, op, right } = whole else { return Ok(()) };
    match op {
        Op::And | Op::Or | Op::StringConcat => {
            expression(scope, left)?;
            expression(scope, right)
        }
        Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq => {
            // The engine reads a text as a time only to the right of the column.
            if is_text(left) && !is_text(right) {
                std::mem::swap(left, right);
                *op = mirrored(op);
            }
            operand(scope, left)?;
            operand(scope, right)
        }
        op if arithmetic(op) => {
            calculated(scope, left)?;
            calculated(scope, right)?;
            let written = match op {
                Op::Multiply if !is_float(left) && !is_float(right) => checked_product(left, right),
                Op::Modulo => remainder(left, right),
                _ => return Ok(()),
            };
            replace(whole, &written)
        }
        other => Err(not_allowed(other, "ask DuckDB on the Parquet of the case for it")),
    }
}

/// A side of a comparison: an integer literal needs no width there, and the engine's optimiser knows
/// plain literals better.
fn operand(scope: &mut Scope<'_>, expr: &mut Expr) -> Result<()> {
    if is_number(expr) { Ok(()) } else { expression(scope, expr) }
}

fn calculated(scope: &mut Scope<'_>, expr: &mut Expr) -> Result<()> {
    scope.calculates = true;
    if is_condition(expr) {
        return Err(not_allowed(expr, "count with COUNT(*) FILTER (WHERE …)"));
    }
    expression(scope, expr)
}

/// A product that fails rather than wraps: the same product as floating-point number, four times as
/// large, must fit 64 bits, which leaves room for the additions of any statement.
fn checked_product(left: &Expr, right: &Expr) -> String {
    format!(
        "(({left}) * ({right}) + CAST(0 AS BIGINT) * CAST(CAST({left} AS DOUBLE) \
         * CAST({right} AS DOUBLE) * 4.0 AS BIGINT))"
    )
}

/// The remainder with the sign of the dividend, as SQL has it; the engine's has the divisor's.
pub(super) fn remainder(left: &Expr, right: &Expr) -> String {
    format!(
        "CASE WHEN ({right}) = 0 THEN NULL WHEN ({left}) < 0 THEN CAST(0 AS BIGINT) \
         - (ABS({left}) % ABS({right})) ELSE ({left}) % ABS({right}) END"
    )
}

fn case(
    scope: &mut Scope<'_>,
    operand: Option<&mut Expr>,
    conditions: &mut [CaseWhen],
    otherwise: Option<&mut Expr>,
) -> Result<()> {
    for expr in operand.into_iter().chain(otherwise) {
        expression(scope, expr)?;
    }
    for branch in conditions {
        expression(scope, &mut branch.condition)?;
        expression(scope, &mut branch.result)?;
    }
    Ok(())
}

fn cast(scope: &mut Scope<'_>, whole: &mut Expr) -> Result<()> {
    let Expr::Cast { kind, expr, data_type, format: None, array: false } = whole else {
        return Err(not_allowed(
            whole,
            "write CAST(… AS BIGINT, DOUBLE, VARCHAR, BOOLEAN or DATE)",
        ));
    };
    if *kind == CastKind::SafeCast {
        *kind = CastKind::TryCast;
    }
    use DataType as T;
    match data_type {
        T::BigInt(None) | T::Integer(None) | T::Int(None) | T::SmallInt(None) => {
            if may_be_fractional(expr) {
                return Err(not_allowed(expr, "engines differ in rounding: write FLOOR or ROUND"));
            }
            *data_type = T::BigInt(None);
        }
        T::DoublePrecision | T::Float8 | T::Real | T::Double(_) => {
            *data_type = T::Double(sqlparser::ast::ExactNumberInfo::None);
        }
        T::Varchar(_) | T::Text | T::String(None) => *data_type = T::Varchar(None),
        T::Boolean | T::Date => {}
        other => {
            return Err(not_allowed(other, "cast to BIGINT, DOUBLE, VARCHAR, BOOLEAN or DATE"));
        }
    }
    if is_number(expr) { Ok(()) } else { expression(scope, expr) }
}

/// Parts of a date that all engines count alike. Sunday is 0 here, 1 or 7 there: use `weekday`.
fn calendar(field: &DateTimeField) -> Result<()> {
    use DateTimeField::{Day, Hour, Minute, Month, Year};
    match field {
        Year | Month | Day | Hour | Minute => Ok(()),
        other => Err(not_allowed(other, "use the columns minute, hour, day and weekday")),
    }
}

fn mirrored(op: &BinaryOperator) -> BinaryOperator {
    use BinaryOperator::{Gt, GtEq, Lt, LtEq};
    match op {
        Lt => Gt,
        LtEq => GtEq,
        Gt => Lt,
        GtEq => LtEq,
        other => other.clone(),
    }
}

/// A whole number from 1 on, as written.
pub(super) fn is_positive(expr: &Expr) -> bool {
    is_number(expr) && expr.to_string().parse::<u32>().is_ok_and(|number| number > 0)
}

/// Unsigned and short integers become 64-bit signed ones.
pub(super) fn widen(expr: &mut Expr) -> Result<()> {
    let text = format!("CAST({expr} AS BIGINT)");
    replace(expr, &text)
}

/// Puts another expression in place.
pub(super) fn replace(expr: &mut Expr, text: &str) -> Result<()> {
    *expr = parsed(text)?;
    Ok(())
}
