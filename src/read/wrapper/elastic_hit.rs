//! What elasticdump and the search API of Elasticsearch give: a document below `_source`.

use std::borrow::Cow;

use serde_json::Value;

use super::kernel::object;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{"_index":"filebeat-7.9","_id":"1","_source":{…}}`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("elastic_hit", "documents of Elasticsearch: {\"_index\", \"_source\": {…}}", open);

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let members = object::members(line).filter(|members| members.contains_key("_index"))?;
    let Value::Object(document) = members.get("_source")? else { return None };
    let text = serde_json::to_vec(document).ok()?;
    Some(Inside::whole(Cow::Owned(text), None))
}
