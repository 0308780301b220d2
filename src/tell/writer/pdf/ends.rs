//! Ends of streams that can be read in two ways. The bytes of a PDF in, the same number of bytes out; nothing moves,
//! so that the table of offsets stays right.

/// Data that ends with a carriage return, before a line feed: the two together are a line end, and then the stream is
/// a byte shorter than its length says (ISO 32000-1 §7.3.8.1; ISO 19005-2 §6.1.7.1 demands that both agree).
const READ_TWO_WAYS: &[u8] = b"\r\nendstream\nendobj";

/// Ends the line before `endstream` with a carriage return where the data ends with one: a carriage return that no
/// line feed follows is a line end too, and only one.
pub(super) fn told_apart(mut pdf: Vec<u8>) -> Vec<u8> {
    let found: Vec<usize> = memchr::memmem::find_iter(&pdf, READ_TWO_WAYS).collect();
    for at in found {
        if let Some(line_feed) = pdf.get_mut(at + 1) {
            *line_feed = b'\r';
        }
    }
    pdf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_carriage_return_before_the_end_is_told_apart() {
        let pdf = |data: &str, end: &str| {
            format!("1 0 obj\n<</Length 3>>\nstream\n{data}{end}endstream\nendobj\n").into_bytes()
        };
        assert_eq!(told_apart(pdf("ab\r", "\n")), pdf("ab\r", "\r"));
        assert_eq!(told_apart(pdf("abc", "\n")), pdf("abc", "\n"));
        assert_eq!(told_apart(pdf("a\r\n", "\n")), pdf("a\r\n", "\n"));
    }
}
