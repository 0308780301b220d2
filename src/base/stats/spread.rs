//! Centre and spread of a sample.

/// The value at `share` (0…1) of a sorted slice, by linear interpolation between order statistics
/// (Hyndman & Fan 1996, type 7). `None` for an empty slice.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = share.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let fraction = position - below as f64;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * fraction)
}

/// Sorts the values (NaN last) and returns them.
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// The median. `None` for an empty slice.
pub fn median(values: Vec<f64>) -> Option<f64> {
    quantile(&sorted(values), 0.5)
}

/// The nearest-rank percentile of integers: a value that was observed. `None` for an empty slice.
pub fn nearest_rank(values: &mut [i64], share: f64) -> Option<i64> {
    let count = values.len();
    if count == 0 {
        return None;
    }
    let rank = ((share * count as f64).ceil() as usize).clamp(1, count);
    Some(*values.select_nth_unstable(rank - 1).1)
}

/// The arithmetic mean. `None` for an empty slice.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(values.iter().sum::<f64>() / values.len() as f64) }
}

/// The coefficient of variation, standard deviation over mean, with the n − 1 denominator. `None`
/// for fewer than two values or a mean that is not positive.
pub fn coefficient_of_variation(values: &[f64]) -> Option<f64> {
    let centre = mean(values).filter(|&centre| centre > 0.0)?;
    if values.len() < 2 {
        return None;
    }
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt() / centre)
}

/// Slope of y on x by least squares, with its 95 % interval (normal approximation). `None` for
/// fewer than eight points, where the interval would mean little, or x without variation.
pub fn slope(points: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    let count = points.len() as f64;
    if points.len() < 8 {
        return None;
    }
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let sxx: f64 = points.iter().map(|point| (point.0 - mean_x).powi(2)).sum();
    if sxx <= f64::EPSILON {
        return None;
    }
    let sxy: f64 = points.iter().map(|point| (point.0 - mean_x) * (point.1 - mean_y)).sum();
    let slope = sxy / sxx;
    let residual: f64 =
        points.iter().map(|point| (point.1 - mean_y - slope * (point.0 - mean_x)).powi(2)).sum();
    let error = (residual / (count - 2.0) / sxx).sqrt();
    Some((slope, slope - super::proportion::Z95 * error, slope + super::proportion::Z95 * error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        let values = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(quantile(&values, 0.5), Some(2.5));
        assert_eq!(quantile(&values, 1.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(nearest_rank(&mut [5, 1, 9], 0.95), Some(9));
        assert_eq!(nearest_rank(&mut [], 0.95), None);
    }

    #[test]
    fn variation_of_a_clock_is_zero() {
        assert_eq!(coefficient_of_variation(&[5.0, 5.0, 5.0]), Some(0.0));
        assert_eq!(coefficient_of_variation(&[5.0]), None);
        assert_eq!(coefficient_of_variation(&[0.0, 0.0]), None);
    }

    #[test]
    fn slope_of_a_line() {
        let line: Vec<(f64, f64)> =
            (0..10).map(|x| (f64::from(x), 3.0 - 2.0 * f64::from(x))).collect();
        let (slope, low, high) = slope(&line).expect("ten points");
        assert!((slope + 2.0).abs() < 1e-9 && low <= slope && slope <= high);
        assert_eq!(super::slope(&[(1.0, 1.0); 20]), None);
    }
}
