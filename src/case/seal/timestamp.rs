//! RFC 3161: a request for a time stamp over a manifest, and the answer of an authority taken in. A digest in, DER
//! out; an answer in, the time and the digest that it vouches for out. It does not verify the authority's signature:
//! which authority to trust is for the court to say, and `openssl ts -verify` does it with the authority's certificate.
//!
//! The request holds no nonce. A nonce ties an answer to one sending; here it is the digest that ties it to the case,
//! and without a nonce the same case gives the same bytes.

use der::asn1::{Any, AnyRef, ObjectIdentifier, OctetString};
use der::{Decode, Encode, Reader, SliceReader, Tag, Tagged};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifier;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

use crate::base::time::parse;

/// SHA-256 (NIST CSOR, RFC 5754 §2.2).
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// A time stamp's content (RFC 3161 §2.4.2, `id-ct-TSTInfo`).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// Signed data (RFC 5652 §5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `granted` and `grantedWithMods` (RFC 3161 §2.4.2): the only answers with a time stamp.
const GRANTED: [u8; 2] = [0, 1];

/// What an authority's answer vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When, RFC 3339 UTC, with the fraction that the authority gives.
    pub time: String,
    /// The authority's policy, as an object identifier.
    pub policy: String,
    /// The time stamp's number, hexadecimal.
    pub serial: String,
}

/// The DER of a request for a time stamp over `manifest`: SHA-256, certificate wanted, no nonce.
pub fn request(manifest: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error: der::Error| error.to_string();
    let hash_algorithm = AlgorithmIdentifier { oid: SHA256, parameters: Some(Any::null()) };
    let hashed_message = OctetString::new(Sha256::digest(manifest).to_vec()).map_err(failed)?;
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint { hash_algorithm, hashed_message },
        req_policy: None,
        nonce: None,
        cert_req: true,
        extensions: None,
    };
    request.to_der().map_err(failed)
}

/// Reads an authority's answer, which must vouch for `manifest`. Errors: why it does not, in a few words.
pub fn answer(response: &[u8], manifest: &[u8]) -> Result<Stamp, String> {
    let not_der = |error: der::Error| format!("it is no answer of an authority: {error}");
    let response = TimeStampResp::from_der(response).map_err(not_der)?;
    let status = response.status.status as u8;
    if !GRANTED.contains(&status) {
        return Err(format!("the authority refused the request (status {status})"));
    }
    let token = response.time_stamp_token.ok_or("it holds no time stamp")?;
    if token.content_type != SIGNED_DATA {
        return Err("its time stamp is not signed".to_owned());
    }
    let content = token.content.to_der().map_err(not_der)?;
    let info = content_of(&content).map_err(not_der)?;
    let (imprint, stamp) = read(&info).map_err(not_der)?;
    if imprint.hash_algorithm.oid != SHA256 {
        return Err("it vouches for a digest that is not SHA-256".to_owned());
    }
    if imprint.hashed_message.as_bytes() != Sha256::digest(manifest).as_slice() {
        return Err("it vouches for another manifest".to_owned());
    }
    let time = rfc3339(&stamp.time).ok_or("its time is none")?;
    Ok(Stamp { time, ..stamp })
}

/// The content of signed data. Its certificates and signatures are passed over, not parsed: authorities do not all
/// keep to the letter of DER in them, and nothing here depends on them.
fn content_of(signed: &[u8]) -> der::Result<Vec<u8>> {
    let signed = of_tag(AnyRef::from_der(signed)?, Tag::Sequence)?;
    let mut fields = SliceReader::new(signed.value())?;
    let (_version, _algorithms): (AnyRef<'_>, AnyRef<'_>) = (fields.decode()?, fields.decode()?);
    let content: AnyRef<'_> = of_tag(fields.decode()?, Tag::Sequence)?;
    let mut fields = SliceReader::new(content.value())?;
    let kind: ObjectIdentifier = fields.decode()?;
    if kind != TST_INFO {
        return Err(der::ErrorKind::OidUnknown { oid: kind }.into());
    }
    let wrapped: AnyRef<'_> = fields.decode()?;
    let octets = of_tag(AnyRef::from_der(wrapped.value())?, Tag::OctetString)?;
    Ok(octets.value().to_vec())
}

/// The fields of a time stamp up to its time, which may have a fraction (RFC 3161 §2.4.2): it is taken as text.
fn read(info: &[u8]) -> der::Result<(MessageImprint, Stamp)> {
    let info = of_tag(AnyRef::from_der(info)?, Tag::Sequence)?;
    let mut fields = SliceReader::new(info.value())?;
    let _version: AnyRef<'_> = of_tag(fields.decode()?, Tag::Integer)?;
    let policy: ObjectIdentifier = fields.decode()?;
    let imprint: MessageImprint = fields.decode()?;
    let serial: AnyRef<'_> = of_tag(fields.decode()?, Tag::Integer)?;
    let time: AnyRef<'_> = of_tag(fields.decode()?, Tag::GeneralizedTime)?;
    let stamp = Stamp {
        time: String::from_utf8_lossy(time.value()).into_owned(),
        policy: policy.to_string(),
        serial: crate::case::held::hex(serial.value()),
    };
    Ok((imprint, stamp))
}

fn of_tag(any: AnyRef<'_>, expected: Tag) -> der::Result<AnyRef<'_>> {
    if any.tag() == expected { Ok(any) } else { Err(any.tag().unexpected_error(Some(expected))) }
}

/// `20260711123456.25Z` → `2026-07-11T12:34:56.25Z`.
fn rfc3339(generalized: &str) -> Option<String> {
    let (whole, fraction) = generalized.strip_suffix('Z')?.split_at_checked(14)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction_is_one = fraction.is_empty() || fraction.strip_prefix('.').is_some_and(digits);
    if !digits(whole) || !fraction_is_one || fraction.len() > 10 {
        return None;
    }
    let part = |range: std::ops::Range<usize>| whole.get(range).unwrap_or_default();
    let (date, time) = ([part(0..4), part(4..6), part(6..8)], [part(8..10), part(10..12)]);
    let text = format!("{}T{}:{}{fraction}Z", date.join("-"), time.join(":"), part(12..14));
    parse(&text).map(|_| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of OpenSSL 3.0's `ts -reply` to the request over [`MANIFEST`], by a throw-away authority: one
    /// with whole seconds, one with a fraction.
    const ANSWER: &[u8] = include_bytes!("../../../fixtures/seal/answer.tsr");
    const FRACTION: &[u8] = include_bytes!("../../../fixtures/seal/fraction.tsr");
    const REFUSED: &[u8] = include_bytes!("../../../fixtures/seal/refused.tsr");
    const MANIFEST: &[u8] = include_bytes!("../../../fixtures/seal/manifest.json");

    #[test]
    fn a_request_is_that_of_openssl() {
        // `openssl ts -query -data manifest.json -sha256 -cert -no_nonce`
        let expected: &[u8] = include_bytes!("../../../fixtures/seal/query.tsq");
        assert_eq!(request(MANIFEST).expect("DER"), expected);
    }

    #[test]
    fn an_answer_counts_for_its_manifest_only() {
        let stamp = answer(ANSWER, MANIFEST).expect("an answer");
        assert_eq!(stamp.policy, "1.2.3.4.1");
        assert!(stamp.time.starts_with("20") && stamp.time.len() == 20, "{}", stamp.time);
        assert_eq!(answer(ANSWER, b"{}").expect_err("another"), "it vouches for another manifest");
        assert!(answer(FRACTION, MANIFEST).expect("an answer").time.contains('.'));
        let refused = answer(REFUSED, MANIFEST).expect_err("a refusal");
        assert!(refused.contains("status 2"), "{refused}");
    }

    #[test]
    fn damaged_answers_do_no_harm() {
        for end in 0..ANSWER.len() {
            assert!(answer(&ANSWER[..end], MANIFEST).is_err(), "cut at {end}");
        }
        for at in 0..ANSWER.len() {
            for bit in [0x01, 0x80] {
                let mut damaged = ANSWER.to_vec();
                damaged[at] ^= bit;
                // A signature that is not looked at may be damaged; what is read must be sound or refused.
                let _ = answer(&damaged, MANIFEST);
            }
        }
        assert!(answer(MANIFEST, MANIFEST).is_err());
    }

    #[test]
    fn times_are_checked() {
        assert_eq!(rfc3339("20260711123456Z").as_deref(), Some("2026-07-11T12:34:56Z"));
        assert_eq!(rfc3339("20260711123456.25Z").as_deref(), Some("2026-07-11T12:34:56.25Z"));
        for text in
            ["20260711123456", "20261311123456Z", "2026071112345é.Z", "Z", "20260711123456.x2Z"]
        {
            assert_eq!(rfc3339(text), None, "{text}");
        }
    }
}
