//! One record of a user's database, whatever its maker calls the fields. In: a record of MaxMind
//! (Country, City, ASN, ISP, Enterprise), DB-IP, ip-location-db or IPinfo. Out: a country code, an AS
//! number, a name. Fields of an unexpected type are no answer; they never make the database unusable.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a record says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// ISO 3166-1 alpha-2, upper case.
    pub(super) country: Option<String>,
    /// AS number.
    pub(super) as_number: Option<u32>,
    /// Name of the AS's holder, or of the provider where only that is given.
    pub(super) as_org: Option<String>,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a record of places or networks")
    }

    /// `country` is a map at MaxMind and DB-IP, a code at old IPinfo and a name at IPinfo Lite, which
    /// has the code in `country_code` as ip-location-db does. `name` is the holder in IPinfo's ASN
    /// database. `traits` is where Enterprise and DB-IP put the network.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        let (mut code, mut country, mut name) = (None, None, None);
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "country" => country = map.next_value::<Field>()?.country(),
                "country_code" => code = map.next_value::<Field>()?.country(),
                "asn" | "autonomous_system_number" => {
                    record.as_number = map.next_value::<Field>()?.number();
                }
                "as_name" | "autonomous_system_organization" => {
                    record.as_org = map.next_value::<Field>()?.text;
                }
                "name" | "isp" => name = map.next_value::<Field>()?.text,
                "traits" => {
                    let traits = map.next_value::<Field>()?;
                    record.as_number = record.as_number.or(traits.inner_number);
                    record.as_org = record.as_org.take().or(traits.inner_org);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        record.country = code.or(country);
        record.as_org = record.as_org.or(name).filter(|text| !text.trim().is_empty());
        Ok(record)
    }
}

/// A field of any type, as far as one of the known layouts means something by it.
#[derive(Debug, Default)]
struct Field {
    text: Option<String>,
    integer: Option<u64>,
    /// `iso_code` of a map.
    inner_code: Option<String>,
    /// `autonomous_system_number` of a map.
    inner_number: Option<u32>,
    /// `autonomous_system_organization` of a map.
    inner_org: Option<String>,
}

impl Field {
    fn country(self) -> Option<String> {
        let code = self.inner_code.or(self.text)?.to_ascii_uppercase();
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(code)
    }

    /// 3215, "3215" or "AS3215"; AS 0 is reserved for networks that are not announced (RFC 7607).
    fn number(&self) -> Option<u32> {
        let digits = self.text.as_deref().map(|text| text.trim_start_matches(['A', 'S', 'a', 's']));
        let number = self.integer.or_else(|| digits?.parse().ok())?;
        u32::try_from(number).ok().filter(|&number| number != 0)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor { depth: 0 })
    }
}

/// Reads one level of a map; what lies deeper is passed over.
struct FieldVisitor {
    depth: u8,
}

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_str<E>(self, value: &str) -> Result<Field, E> {
        Ok(Field { text: Some(value.to_owned()), ..Field::default() })
    }

    fn visit_u64<E>(self, value: u64) -> Result<Field, E> {
        Ok(Field { integer: Some(value), ..Field::default() })
    }

    fn visit_i64<E>(self, value: i64) -> Result<Field, E> {
        Ok(Field { integer: u64::try_from(value).ok(), ..Field::default() })
    }

    fn visit_u128<E>(self, _: u128) -> Result<Field, E> {
        Ok(Field::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
        Ok(Field::default())
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Field, E> {
        Ok(Field::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
        let mut field = Field::default();
        while let Some(key) = map.next_key::<&str>()? {
            if self.depth > 0 {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            match key {
                "iso_code" => field.inner_code = map.next_value::<Leaf>()?.0.text,
                "autonomous_system_number" => {
                    field.inner_number = map.next_value::<Leaf>()?.0.number();
                }
                "autonomous_system_organization" => {
                    field.inner_org = map.next_value::<Leaf>()?.0.text;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(field)
    }
}

/// A value inside a map.
struct Leaf(Field);

impl<'de> Deserialize<'de> for Leaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor { depth: 1 }).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Record {
        serde_json::from_str(json).expect("a record")
    }

    fn record(country: Option<&str>, number: Option<u32>, org: Option<&str>) -> Record {
        Record {
            country: country.map(str::to_owned),
            as_number: number,
            as_org: org.map(str::to_owned),
        }
    }

    #[test]
    fn every_layout() {
        for (json, expected) in [
            (
                r#"{"country":{"iso_code":"FR","names":{"en":"France"}},"city":{"names":{"en":"Paris"}}}"#,
                record(Some("FR"), None, None),
            ),
            (
                r#"{"autonomous_system_number":3215,"autonomous_system_organization":"Orange"}"#,
                record(None, Some(3215), Some("Orange")),
            ),
            (r#"{"country_code":"RE"}"#, record(Some("RE"), None, None)),
            (
                r#"{"country":"France","country_code":"FR","asn":"AS3215","as_name":"Orange S.A."}"#,
                record(Some("FR"), Some(3215), Some("Orange S.A.")),
            ),
            (r#"{"country":"fr"}"#, record(Some("FR"), None, None)),
            (
                r#"{"traits":{"autonomous_system_number":12322,"autonomous_system_organization":"Free"}}"#,
                record(None, Some(12322), Some("Free")),
            ),
        ] {
            assert_eq!(read(json), expected, "{json}");
        }
    }

    #[test]
    fn unexpected_types_are_no_answer() {
        for json in [
            r#"{"country":["FR"],"asn":{"asn":1},"country_code":true}"#,
            r#"{"country":{"iso_code":{"iso_code":"FR"}},"asn":-1}"#,
            r#"{"country":"Frankrike","asn":"ASX","as_name":" "}"#,
            r#"{"asn":0,"country":1.5}"#,
            r#"{"asn":4294967296}"#,
        ] {
            assert_eq!(read(json), Record::default(), "{json}");
        }
    }
}
