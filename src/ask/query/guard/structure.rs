//! The clauses of a statement: WITH, SELECT, FROM, JOIN, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and
//! the set operations. Clauses that are not looked at here are refused by the engine itself, which
//! checks them one by one.

use sqlparser::ast::{
    BinaryOperator, Distinct, Expr, GroupByExpr, Ident, Join, JoinConstraint, JoinOperator,
    LimitClause, OrderBy, OrderByKind, Query, Select, SelectItem, SetExpr, SetQuantifier,
    TableFactor, TableWithJoins, Value, ValueWithSpan, WildcardAdditionalOptions,
};

use crate::error::Result;

use super::expression::expression;
use super::measure::Parts;
use super::{Scope, not_allowed, refused};

pub(super) fn query(scope: &mut Scope<'_>, query: &mut Query) -> Result<()> {
    if query.fetch.is_some() {
        return Err(refused("FETCH cannot be asked").hint("write LIMIT"));
    }
    if let Some(with) = &mut query.with {
        if with.recursive {
            return Err(refused("recursive WITH cannot be asked"));
        }
        for part in &mut with.cte_tables {
            own_name(scope, &part.alias.name)?;
            self::query(scope, &mut part.query)?;
        }
    }
    set(scope, &mut query.body)?;
    if let Some(order) = &mut query.order_by {
        order_by(scope, order)?;
    }
    query.limit_clause.as_ref().map_or(Ok(()), limit)
}

fn set(scope: &mut Scope<'_>, body: &mut SetExpr) -> Result<()> {
    match body {
        SetExpr::Select(inner) => select(scope, inner),
        SetExpr::Query(inner) => query(scope, inner),
        SetExpr::SetOperation { left, right, set_quantifier, .. } => {
            use SetQuantifier::{All, Distinct, None};
            if !matches!(set_quantifier, All | Distinct | None) {
                return Err(refused("set operations by name cannot be asked"));
            }
            set(scope, left)?;
            set(scope, right)
        }
        other => Err(not_allowed(other, "write a SELECT")),
    }
}

fn select(scope: &mut Scope<'_>, select: &mut Select) -> Result<()> {
    if matches!(select.distinct, Some(Distinct::On(_))) {
        return Err(refused("DISTINCT ON cannot be asked").hint("use ROW_NUMBER() and QUALIFY"));
    }
    if !select.named_window.is_empty() {
        return Err(refused("named windows cannot be asked").hint("write the window after OVER"));
    }
    grouping(select)?;
    for item in &mut select.projection {
        projected(scope, item)?;
    }
    for table in &mut select.from {
        joined(scope, table)?;
    }
    let filters = [&mut select.selection, &mut select.having, &mut select.qualify];
    for filter in filters.into_iter().flatten() {
        expression(scope, filter)?;
    }
    group_by(scope, &mut select.group_by)
}

/// The engine reads a part of WITH that is called like a table as that table.
fn own_name(scope: &Scope<'_>, name: &Ident) -> Result<()> {
    if scope.names.iter().any(|taken| name.value.eq_ignore_ascii_case(taken)) {
        return Err(refused(format!("{name} is a table of the case")).hint("choose another name"));
    }
    Ok(())
}

/// The engine repeats an aggregate beside a plain column where GROUP BY is missing, and computes a
/// window over the rows of each group where it is not.
fn grouping(select: &Select) -> Result<()> {
    let mut parts = Parts::default();
    for item in &select.projection {
        match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => {
                parts.note(expr);
            }
            _ => parts.column = true,
        }
    }
    let ungrouped =
        matches!(&select.group_by, GroupByExpr::Expressions(keys, _) if keys.is_empty());
    if ungrouped && parts.aggregate && parts.column {
        return Err(refused("columns beside an aggregate need GROUP BY")
            .hint("add GROUP BY, or OVER () to aggregate and keep the rows"));
    }
    parts.window |= select.qualify.is_some();
    if parts.window && (parts.aggregate || !ungrouped) {
        return Err(refused("a window beside GROUP BY or an aggregate cannot be asked")
            .hint("put the aggregate in a WITH part and the window in the SELECT after it"));
    }
    Ok(())
}

/// An expression without a name gets its own text as name: the engine would name it after one of its
/// columns, and a part of WITH could then be read as if it were that column.
fn projected(scope: &mut Scope<'_>, item: &mut SelectItem) -> Result<()> {
    match item {
        SelectItem::UnnamedExpr(Expr::Identifier(_) | Expr::CompoundIdentifier(_)) => Ok(()),
        SelectItem::UnnamedExpr(expr) => {
            let name = expr.to_string().to_lowercase().replace('"', "'");
            expression(scope, expr)?;
            let alias = Ident::with_quote('"', name);
            *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias };
            Ok(())
        }
        SelectItem::ExprWithAlias { expr, .. } => expression(scope, expr),
        SelectItem::Wildcard(options) | SelectItem::QualifiedWildcard(_, options) => {
            wildcard(options)
        }
        SelectItem::ExprWithAliases { .. } => {
            Err(not_allowed(item, "give each expression one name"))
        }
    }
}

fn wildcard(options: &WildcardAdditionalOptions) -> Result<()> {
    if options.opt_replace.is_some() || options.opt_ilike.is_some() {
        return Err(refused("* REPLACE and * ILIKE cannot be asked").hint("name the columns"));
    }
    Ok(())
}

fn joined(scope: &mut Scope<'_>, table: &mut TableWithJoins) -> Result<()> {
    source(scope, &mut table.relation)?;
    for join in &mut table.joins {
        source(scope, &mut join.relation)?;
        condition(scope, join)?;
    }
    Ok(())
}

fn condition(scope: &mut Scope<'_>, join: &mut Join) -> Result<()> {
    use JoinOperator::{CrossJoin, FullOuter, Inner, Join as Plain, Left, LeftOuter};
    outer(&join.join_operator)?;
    let constraint = match &mut join.join_operator {
        Plain(constraint)
        | Inner(constraint)
        | Left(constraint)
        | LeftOuter(constraint)
        | FullOuter(constraint)
        | CrossJoin(constraint) => constraint,
        _ => {
            let hint = "use JOIN, LEFT JOIN, FULL JOIN or CROSS JOIN";
            return Err(refused("this kind of join cannot be asked").hint(hint));
        }
    };
    match constraint {
        JoinConstraint::On(on) => expression(scope, on),
        JoinConstraint::Using(_) | JoinConstraint::None => Ok(()),
        JoinConstraint::Natural => {
            Err(refused("NATURAL JOIN cannot be asked").hint("name the columns after USING"))
        }
    }
}

/// The engine takes a condition in the ON of an outer join that is no equality for a filter after it,
/// and does not merge the columns of a full join's USING.
fn outer(operator: &JoinOperator) -> Result<()> {
    use JoinConstraint::{On, Using};
    use JoinOperator::{FullOuter, Left, LeftOuter};
    match operator {
        Left(On(on)) | LeftOuter(On(on)) | FullOuter(On(on)) if !equalities(on) => {
            Err(refused("an outer join can only be asked ON equal columns")
                .hint("filter the tables in WITH parts before they are joined"))
        }
        FullOuter(Using(_)) => Err(refused("FULL JOIN with USING cannot be asked")
            .hint("write ON a.k = b.k and COALESCE(a.k, b.k)")),
        _ => Ok(()),
    }
}

/// Nothing but equal columns, one of each side, joined by AND.
fn equalities(on: &Expr) -> bool {
    let column = |expr: &Expr| matches!(expr, Expr::CompoundIdentifier(_));
    match on {
        Expr::Nested(inner) => equalities(inner),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            equalities(left) && equalities(right)
        }
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => column(left) && column(right),
        _ => false,
    }
}

/// A table by name, a query in brackets or joins in brackets; a function that reads a file is none.
fn source(scope: &mut Scope<'_>, factor: &mut TableFactor) -> Result<()> {
    match factor {
        TableFactor::Table { name, alias, args: None, .. } if name.0.len() == 1 => {
            let name = name.to_string();
            let alias = alias.as_ref().filter(|alias| alias.name.value != name);
            alias.map_or(Ok(()), |alias| own_name(scope, &alias.name))
        }
        TableFactor::Derived { lateral: false, subquery, .. } => query(scope, subquery),
        TableFactor::NestedJoin { table_with_joins, .. } => joined(scope, table_with_joins),
        other => Err(not_allowed(other, "only requests and the tables of the case can be read")),
    }
}

fn group_by(scope: &mut Scope<'_>, group_by: &mut GroupByExpr) -> Result<()> {
    match group_by {
        GroupByExpr::Expressions(keys, modifiers) if modifiers.is_empty() => {
            keys.iter_mut().filter(|key| !is_number(key)).try_for_each(|key| expression(scope, key))
        }
        GroupByExpr::All(modifiers) if modifiers.is_empty() => Ok(()),
        other => Err(not_allowed(other, "group by plain expressions")),
    }
}

/// Nulls come last unless the statement says otherwise, as in DuckDB; the engine has another default
/// for falling order.
fn order_by(scope: &mut Scope<'_>, order: &mut OrderBy) -> Result<()> {
    match &mut order.kind {
        OrderByKind::Expressions(keys) => {
            for key in keys {
                key.options.nulls_first.get_or_insert(false);
                if Parts::of(&key.expr).aggregate {
                    let hint = "give the aggregate a name in SELECT and order by that";
                    return Err(refused("an aggregate in ORDER BY cannot be asked").hint(hint));
                }
                if !is_number(&key.expr) {
                    expression(scope, &mut key.expr)?;
                }
            }
        }
        OrderByKind::All(options) => {
            options.nulls_first.get_or_insert(false);
        }
    }
    Ok(())
}

fn limit(clause: &LimitClause) -> Result<()> {
    let plain = match clause {
        LimitClause::LimitOffset { limit, offset, limit_by } => {
            let offset = offset.as_ref().map(|offset| &offset.value);
            limit_by.is_empty() && limit.iter().chain(offset).all(is_number)
        }
        LimitClause::OffsetCommaLimit { .. } => false,
    };
    if plain { Ok(()) } else { Err(refused("LIMIT and OFFSET need plain numbers")) }
}

/// A whole number as written: an ordinal, a limit.
pub(super) fn is_number(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(ValueWithSpan { value: Value::Number(digits, false), .. })
        if digits.bytes().all(|byte| byte.is_ascii_digit()))
}
