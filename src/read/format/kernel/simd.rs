//! What the processor does for many bytes at once: positions of the bytes that give a line its
//! structure, and hints about memory. Chosen at run time by what the processor has; without it, the
//! same results come one byte at a time. It knows nothing of formats.

#![expect(unsafe_code, reason = "vector instructions and prefetch; contracts at each")]

/// Appends the positions of quotes, backslashes and line ends to `marks`, in order; says whether there is
/// any NUL.
pub fn marks(bytes: &[u8], marks: &mut Vec<u32>) -> bool {
    #[cfg(target_arch = "x86_64")]
    use std::arch::is_x86_feature_detected;
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("popcnt")
    {
        // SAFETY: the processor has what the function is compiled for.
        return unsafe { x86::marks(bytes, marks) };
    }
    one_by_one(bytes, 0, marks)
}

/// The same for the bytes from `from` on.
fn one_by_one(bytes: &[u8], from: usize, marks: &mut Vec<u32>) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'"' | b'\\' | b'\n');
    let tail = bytes.get(from..).unwrap_or_default();
    let found = (from as u32..).zip(tail).filter(|(_, byte)| is_mark(**byte));
    marks.extend(found.map(|(at, _)| at));
    tail.contains(&0)
}

/// Asks for the memory of an element, which will be needed soon. Beyond the end it does nothing.
#[inline(always)]
pub fn prefetch<T>(slice: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(element) = slice.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address is that of an element; a prefetch reads nothing the program can see.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(element).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, at);
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8, _mm256_setzero_si256,
    };

    /// Bytes at a step: the bits of one word.
    const STEP: usize = 64;

    /// # Safety
    ///
    /// The processor must have AVX2, BMI1 and POPCNT.
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    pub(super) unsafe fn marks(bytes: &[u8], marks: &mut Vec<u32>) -> bool {
        // Room for a mark a byte and for the surplus of the last four.
        marks.reserve(bytes.len() + 4);
        let (start, mut length, mut from) = (marks.as_mut_ptr(), marks.len(), 0);
        let mut least = _mm256_set1_epi8(-1);
        for block in bytes.chunks_exact(STEP) {
            let mut bits = bits(block, &mut least);
            let mut at = length;
            length += bits.count_ones() as usize;
            // Four at once, needed or not: how many there are cannot be foretold, and nearly always it
            // is no more.
            loop {
                for next in at..at + 4 {
                    // Of no bits left it gives 64, which is overwritten or beyond the new length.
                    let position = from + bits.trailing_zeros();
                    // SAFETY: at most four elements after as many as there were bytes so far, for
                    // which there is room after those that were there at first.
                    unsafe { start.add(next).write(position) };
                    bits &= bits.wrapping_sub(1);
                }
                at += 4;
                if at >= length {
                    break;
                }
            }
            from += STEP as u32;
        }
        // SAFETY: all elements up to `length` were written, and there is room for them.
        unsafe { marks.set_len(length) };
        let zeros = _mm256_cmpeq_epi8(least, _mm256_setzero_si256());
        super::one_by_one(bytes, from as usize, marks) || _mm256_movemask_epi8(zeros) != 0
    }

    /// A bit for each of the 64 bytes that is a mark; `least` keeps the least byte of each place.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn bits(block: &[u8], least: &mut __m256i) -> u64 {
        let (low, high) = block.split_at(STEP / 2);
        u64::from(half(low, least)) | u64::from(half(high, least)) << 32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn half(bytes: &[u8], least: &mut __m256i) -> u32 {
        assert!(bytes.len() >= STEP / 2);
        // SAFETY: 32 bytes are there; the load needs no alignment.
        let bytes = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast::<__m256i>()) };
        *least = _mm256_min_epu8(*least, bytes);
        let quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'"' as i8));
        let backslashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'\\' as i8));
        let ends = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'\n' as i8));
        let found = _mm256_or_si256(_mm256_or_si256(quotes, backslashes), ends);
        _mm256_movemask_epi8(found) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_ways_find_the_same(bytes in proptest::collection::vec(
            proptest::sample::select(b"\"\"\\\nab\xff".to_vec()), 0..300,
        ), nul in proptest::option::of(0..300usize)) {
            let mut bytes = bytes;
            if let Some(byte) = nul.and_then(|at| bytes.get_mut(at)) {
                *byte = 0;
            }
            let (mut fast, mut slow) = (vec![7], vec![7]);
            let has_nul = marks(&bytes, &mut fast);
            prop_assert_eq!(has_nul, one_by_one(&bytes, 0, &mut slow));
            prop_assert_eq!(has_nul, bytes.contains(&0));
            prop_assert_eq!(fast, slow);
        }
    }
}
