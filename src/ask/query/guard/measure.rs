//! What can be told of an expression's type from its text: enough to know where an integer could be
//! cut or wrapped.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, DataType, Expr, Function, Value, ValueWithSpan, Visit, Visitor,
};

/// What an expression is made of, as far as grouping goes.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// An aggregate that is no window function.
    pub(super) aggregate: bool,
    /// A column outside aggregates.
    pub(super) column: bool,
    /// A window function.
    pub(super) window: bool,
    inside: usize,
}

impl Parts {
    /// The parts of one expression.
    pub(super) fn of(expr: &Expr) -> Self {
        let mut parts = Self::default();
        parts.note(expr);
        parts
    }

    /// The parts of the arguments of a call.
    pub(super) fn of_arguments(call: &Function) -> Self {
        let mut parts = Self::default();
        let _: ControlFlow<()> = call.args.visit(&mut parts);
        parts
    }

    /// Adds the parts of an expression.
    pub(super) fn note(&mut self, expr: &Expr) {
        let _: ControlFlow<()> = expr.visit(self);
    }
}

impl Visitor for Parts {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Function(function) if aggregates(function) => {
                self.aggregate = true;
                self.inside += 1;
            }
            Expr::Function(function) if function.over.is_some() => self.window = true,
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) if self.inside == 0 => {
                self.column = true;
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if matches!(expr, Expr::Function(function) if aggregates(function)) {
            self.inside -= 1;
        }
        ControlFlow::Continue(())
    }
}

fn aggregates(function: &Function) -> bool {
    function.over.is_none() && is_aggregate(&name_of(function))
}

/// Makes one value of many rows.
pub(super) fn is_aggregate(name: &str) -> bool {
    const AGGREGATES: &[&str] = &[
        "COUNT",
        "SUM",
        "MIN",
        "MAX",
        "AVG",
        "MEDIAN",
        "STDDEV",
        "STDDEV_SAMP",
        "VARIANCE",
        "VAR_SAMP",
        "QUANTILE_CONT",
    ];
    AGGREGATES.contains(&name)
}

/// Certainly a floating-point number: it cannot wrap.
pub(super) fn is_float(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => is_float(inner),
        Expr::Value(ValueWithSpan { value: Value::Number(digits, _), .. }) => {
            digits.contains(['.', 'e', 'E'])
        }
        Expr::Cast { data_type, .. } => matches!(data_type, DataType::Double(_)),
        Expr::BinaryOp { op: BinaryOperator::Divide, .. } => true,
        Expr::BinaryOp { left, op, right } => arithmetic(op) && (is_float(left) || is_float(right)),
        Expr::Function(function) => {
            matches!(
                name_of(function).as_str(),
                "AVG"
                    | "MEDIAN"
                    | "STDDEV"
                    | "STDDEV_SAMP"
                    | "VARIANCE"
                    | "VAR_SAMP"
                    | "SQRT"
                    | "QUANTILE_CONT"
                    | "EXP"
                    | "LN"
                    | "LOG10"
                    | "LOG2"
                    | "POW"
                    | "POWER"
                    | "ROUND"
            )
        }
        _ => false,
    }
}

/// May it have a fraction? Then a cast to an integer is a question of rounding.
pub(super) fn may_be_fractional(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => may_be_fractional(inner),
        Expr::Case { conditions, else_result, .. } => {
            conditions.iter().any(|branch| may_be_fractional(&branch.result))
                || else_result.as_deref().is_some_and(may_be_fractional)
        }
        Expr::Function(function) if name_of(function) == "ROUND" => false,
        Expr::BinaryOp { left, op, right } if arithmetic(op) => {
            *op == BinaryOperator::Divide || may_be_fractional(left) || may_be_fractional(right)
        }
        other => is_float(other),
    }
}

/// Certainly true or false: no number to calculate with.
pub(super) fn is_condition(expr: &Expr) -> bool {
    use BinaryOperator::{And, Eq, Gt, GtEq, Lt, LtEq, NotEq, Or};
    match expr {
        Expr::Nested(inner) => is_condition(inner),
        Expr::BinaryOp { op, .. } => matches!(op, And | Eq | Gt | GtEq | Lt | LtEq | NotEq | Or),
        Expr::Value(ValueWithSpan { value: Value::Boolean(_), .. }) => true,
        Expr::Identifier(name) => name.value == "attack",
        Expr::CompoundIdentifier(parts) => parts.last().is_some_and(|part| part.value == "attack"),
        Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::IsTrue(_)
        | Expr::IsFalse(_)
        | Expr::InList { .. }
        | Expr::InSubquery { .. }
        | Expr::Between { .. }
        | Expr::Like { .. }
        | Expr::ILike { .. } => true,
        _ => false,
    }
}

/// + - * / %
pub(super) fn arithmetic(op: &BinaryOperator) -> bool {
    use BinaryOperator::{Divide, Minus, Modulo, Multiply, Plus};
    matches!(op, Plus | Minus | Multiply | Divide | Modulo)
}

/// A function's name in capitals; qualified names keep their dots and match nothing.
pub(super) fn name_of(function: &Function) -> String {
    function.name.to_string().to_ascii_uppercase()
}
