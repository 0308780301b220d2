//! The unit of a time to serve that the log does not name: values of a sample in, the likeliest unit
//! and what speaks for it out. It is a guess, and is called one.

use super::super::slot::Unit;

/// Integers below this median are milliseconds: half of all requests of a server take less than this
/// many, and hardly any server takes as few microseconds.
const MILLIS_BELOW: f64 = 3_000.0;
/// Below this, microseconds; above, nanoseconds: half of all requests take longer than 0.3 ms.
const MICROS_BELOW: f64 = 300_000.0;
/// Decimals below this median are seconds: milliseconds with decimals are seldom all so small.
const SECONDS_BELOW: f64 = 10.0;

/// Half of the requests of a server take less than this many seconds.
const NGINX_BELOW: f64 = 1.0;

/// The likeliest unit of values under that name; `None` if none is a plain number.
pub fn unit(name: &str, values: &[String]) -> Option<(Unit, String)> {
    let mut numbers: Vec<f64> = values.iter().filter_map(|value| value.parse().ok()).collect();
    numbers.retain(|number: &f64| number.is_finite() && *number >= 0.0);
    numbers.sort_by(f64::total_cmp);
    let median = *numbers.get(numbers.len() / 2)?;
    let decimal = values.iter().any(|value| value.contains('.'));
    let (unit, called) = match () {
        // As nginx prints them, to the millisecond: Express, whose names have capitals, prints as many places.
        () if to_the_millisecond(values)
            && median < NGINX_BELOW
            && !name.contains(char::is_uppercase) =>
        {
            SECONDS
        }
        // Names that Express, Serilog and their like give to milliseconds, decimals or not.
        () if decimal && (name.contains("response") || name.contains("elapsed")) => MILLIS,
        () if decimal && median < SECONDS_BELOW => SECONDS,
        () if decimal || median < MILLIS_BELOW => MILLIS,
        () if median < MICROS_BELOW => MICROS,
        () => NANOS,
    };
    let kind = if decimal { "decimals" } else { "whole numbers" };
    let of = numbers.len();
    Some((
        unit,
        format!(
            "{name} taken as {called}, which the log does not say: {kind}, median {median} of {of}"
        ),
    ))
}

/// Has every number three places behind the point?
fn to_the_millisecond(values: &[String]) -> bool {
    let places = |value: &String| value.split_once('.').map(|(_, places)| places.len());
    let numbers = values.iter().filter(|value| value.parse::<f64>().is_ok());
    numbers.map(places).all(|places| places == Some(3))
}

const SECONDS: (Unit, &str) = (Unit::Seconds, "seconds");
const MILLIS: (Unit, &str) = (Unit::Millis, "milliseconds");
const MICROS: (Unit, &str) = (Unit::Micros, "microseconds");
const NANOS: (Unit, &str) = (Unit::Nanos, "nanoseconds");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_by_size_and_decimals() {
        let of = |name, values: &[&str]| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            unit(name, &values).map(|(unit, _)| unit)
        };
        assert_eq!(of("duration", &["0.062", "0.001", "60.0"]), Some(Unit::Seconds));
        assert_eq!(of("responseTime", &["4.123", "0.5"]), Some(Unit::Millis));
        assert_eq!(of("responseTime", &["0.512", "0.300"]), Some(Unit::Millis));
        assert_eq!(of("response_time", &["4.123", "2.500"]), Some(Unit::Millis));
        assert_eq!(of("response_time", &["0.000", "0.012", "60.000"]), Some(Unit::Seconds));
        assert_eq!(of("duration", &["12", "34", "60000"]), Some(Unit::Millis));
        assert_eq!(of("duration", &["61530", "12000"]), Some(Unit::Micros));
        assert_eq!(of("latency", &["2155389", "486767"]), Some(Unit::Nanos));
        assert_eq!(of("latency", &["12ms"]), None);
    }
}
