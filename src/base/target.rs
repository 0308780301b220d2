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

#[cfg(test)]
mod tests {
    use super::*;

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
