//! What a path is: a page that a person asks for, or an asset that a page brings along.

/// Endings of files that pages bring along. The HTTP Archive's resource types image, font, script,
/// style sheet, audio and video, by their usual extensions.
const ASSET_ENDINGS: &[&str] = &[
    "avif",
    "bmp",
    "css",
    "eot",
    "gif",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "map",
    "mjs",
    "mp3",
    "mp4",
    "ogg",
    "otf",
    "png",
    "svg",
    "ttf",
    "wasm",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
];

/// Is the path that of an asset, by its ending?
pub fn is_asset(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.as_bytes();
    ASSET_ENDINGS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(ending))
}

/// The path that a URL names, without query and fragment; `None` for a text that is no URL with a
/// host (RFC 3986 §3). A URL without a path names `/`.
pub fn path_of_url(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.find('/').map_or("/", |start| &rest[start..]);
    path.split(['?', '#']).next()
}

/// Characters from which a part of a path is an identifier: longer than words are.
const WORD_MAX: usize = 24;

/// A path without what identifies a thing: parts that hold a digit, or are longer than words are,
/// become `{}`. `/course/17/page` and `/course/4/page` are pages of one kind.
pub fn template(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let identifies = part.len() > WORD_MAX || part.bytes().any(|byte| byte.is_ascii_digit());
        if identifies { "{}" } else { part }
    });
    parts.collect::<Vec<&str>>().join("/")
}

/// The host that a URL names, without user and port; `None` for a text that is no URL with a host.
pub fn host_of_url(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    (!host.is_empty()).then_some(host)
}

/// Parameters that others append to links, a new value for each click: an unrepeated query of theirs
/// comes from a link, not from a tool.
const CLICK_IDS: &[&str] = &[
    "dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_eid", "msclkid", "ttclid", "twclid",
    "wbraid", "yclid",
];

/// Does a query carry the identifier of a click?
pub fn has_click_id(query: &str) -> bool {
    let mut keys = query.split('&').filter_map(|pair| pair.split('=').next());
    keys.any(|key| CLICK_IDS.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_hosts_and_clicks() {
        for (path, expected) in [
            ("/", "/"),
            ("/course/17/page", "/course/{}/page"),
            ("/aaaaaaaaaaaaaaaaaaaaaaaaa", "/{}"),
            ("", ""),
        ] {
            assert_eq!(template(path), expected, "{path}");
        }
        for (url, expected) in [
            ("https://u@example.fr:8443/a", Some("example.fr")),
            ("https://example.fr?q", Some("example.fr")),
            ("https://[2001:db8::1]/", Some("[2001:db8::1]")),
            ("/a", None),
            ("https:///a", None),
        ] {
            assert_eq!(host_of_url(url), expected, "{url}");
        }
        assert!(has_click_id("a=1&fbclid=x") && !has_click_id("r=fbclid"));
    }

    #[test]
    fn paths_of_urls() {
        for (url, expected) in [
            ("https://example.fr/a/b?c=d#e", Some("/a/b")),
            ("https://example.fr", Some("/")),
            ("https://example.fr/", Some("/")),
            ("-", None),
            ("/a", None),
        ] {
            assert_eq!(path_of_url(url), expected, "{url}");
        }
    }

    #[test]
    fn assets_by_ending() {
        for (path, expected) in [
            ("/static/app.js", true),
            ("/logo.PNG", true),
            ("/", false),
            ("/index.php", false),
            ("/a.b/c", false),
            ("/wp-json", false),
        ] {
            assert_eq!(is_asset(path), expected, "{path}");
        }
    }
}
