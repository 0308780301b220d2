//! The OVER clause. The engine computes frames of its own choice in silence, so only windows are
//! allowed whose frame is the one that SQL means.

use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, OrderByExpr, Value,
    WindowFrame, WindowFrameBound, WindowFrameUnits, WindowSpec, WindowType,
};

use crate::error::Result;

use super::expression::expression;
use super::{Scope, not_allowed, parsed, refused};

/// What a function does with the order of its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// It needs an order and has no frame.
    Ordered,
    /// With an order it runs from the first row to the current one.
    Running,
    /// It takes the whole partition.
    Whole,
    /// It takes no window.
    None,
}

/// Checks and rewrites the OVER clause of a call.
pub(super) fn over(scope: &mut Scope<'_>, call: &mut Function, frame: Frame) -> Result<()> {
    let text = call.to_string();
    let Some(over) = &mut call.over else { return Ok(()) };
    let WindowType::WindowSpec(spec) = over else {
        return Err(refused("named windows cannot be asked").hint("write the window after OVER"));
    };
    if spec.window_name.is_some() || !allowed(spec, frame) {
        return Err(not_allowed(&text, hint(frame)));
    }
    for key in &mut spec.partition_by {
        expression(scope, key)?;
    }
    nulls_last(scope, spec)
}

fn allowed(spec: &WindowSpec, frame: Frame) -> bool {
    let ordered = !spec.order_by.is_empty();
    match frame {
        Frame::Ordered => ordered && spec.window_frame.is_none(),
        Frame::Running if ordered => spec.window_frame.as_ref().is_some_and(is_running),
        Frame::Running | Frame::Whole => !ordered && spec.window_frame.is_none(),
        Frame::None => false,
    }
}

fn hint(frame: Frame) -> &'static str {
    match frame {
        Frame::Ordered => "write ORDER BY and no frame in this window",
        Frame::Running => {
            "with ORDER BY write ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW, and make the \
             order total"
        }
        Frame::Whole => "leave ORDER BY out of this window",
        Frame::None => "this function takes no window",
    }
}

fn is_running(frame: &WindowFrame) -> bool {
    frame.units == WindowFrameUnits::Rows
        && matches!(frame.start_bound, WindowFrameBound::Preceding(None))
        && matches!(frame.end_bound, None | Some(WindowFrameBound::CurrentRow))
}

/// Nulls last in either direction, as in DuckDB: the engine puts them first, ranks them as null and
/// ignores NULLS FIRST. A key before each key says whether it is null.
fn nulls_last(scope: &mut Scope<'_>, spec: &mut WindowSpec) -> Result<()> {
    // The engine sorts by a structure whose fields are named after a column of their expression, or
    // `literal`, or `len`; it has no fourth name, so a third flag cannot be written.
    let mut ones = ["1", "COUNT(*)"].into_iter();
    let mut keys = Vec::new();
    for mut key in std::mem::take(&mut spec.order_by) {
        if key.options.nulls_first == Some(true) {
            return Err(refused("NULLS FIRST in a window cannot be asked").hint("use COALESCE"));
        }
        key.options.nulls_first = None;
        let nullable = !never_null(&key.expr);
        expression(scope, &mut key.expr)?;
        if nullable {
            let one = ones.next().ok_or_else(|| {
                refused("a window can be ordered by two columns that may be null")
                    .hint("write the third as COALESCE(column, 0)")
            })?;
            keys.push(null_flag(&key, one)?);
        }
        keys.push(key);
    }
    spec.order_by = keys;
    Ok(())
}

/// A key that sorts null after all else, in the direction of `key`.
fn null_flag(key: &OrderByExpr, one: &str) -> Result<OrderByExpr> {
    let rising = key.options.asc.unwrap_or(true);
    let test = if rising { "IS NULL" } else { "IS NOT NULL" };
    let expr = parsed(&format!("CASE WHEN ({}) {test} THEN {one} ELSE 0 END", key.expr))?;
    Ok(OrderByExpr { expr, options: key.options, with_fill: None })
}

/// COALESCE that ends in a literal.
fn never_null(expr: &Expr) -> bool {
    let Expr::Function(Function { name, args: FunctionArguments::List(list), .. }) = expr else {
        return false;
    };
    let last = list.args.last();
    name.to_string().eq_ignore_ascii_case("COALESCE")
        && matches!(last, Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(value))))
            if value.value != Value::Null)
}
