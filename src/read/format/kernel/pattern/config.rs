//! A web server's configuration file: its text in, the log formats that it defines out, by name. It
//! understands of the configuration only what defines logs, and follows no `include`.

use crate::error::{Error, Kind, Result};

/// nginx's own `combined`, which needs no definition.
const NGINX_COMBINED: &str = r#"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#;

/// The log formats of an `httpd.conf`, `nginx.conf` or `lighttpd.conf`: names and patterns, in order.
///
/// # Errors
///
/// [`Kind::Usage`] if it defines none.
pub fn from_config(text: &str) -> Result<Vec<(String, String)>> {
    let mut found = nginx(&statements(text));
    found.extend(lines(text).iter().filter_map(|words| apache(words)));
    found.dedup();
    if found.is_empty() {
        return Err(Error::new(Kind::Usage, "the configuration defines no log format").hint(
            "it needs LogFormat or CustomLog (Apache), log_format (nginx) or accesslog.format (lighttpd); files that it includes are not followed",
        ));
    }
    Ok(found)
}

/// The definition in a line of Apache's or lighttpd's configuration.
fn apache(words: &[String]) -> Option<(String, String)> {
    let [directive, first, rest @ ..] = words else { return None };
    match (directive.to_ascii_lowercase().as_str(), rest) {
        ("logformat", []) => Some(("default".into(), first.clone())),
        ("logformat", [name, ..]) => Some((name.clone(), first.clone())),
        // Without a directive in it, it is the name of a format defined elsewhere.
        ("customlog" | "globallog", [format, ..]) if format.contains('%') => {
            Some((first.clone(), format.clone()))
        }
        ("accesslog.format", [format, ..]) if first == "=" => {
            Some(("accesslog".into(), format.clone()))
        }
        _ => None,
    }
}

/// The definitions in statements of nginx's configuration.
fn nginx(statements: &[Vec<String>]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for words in statements {
        match words.as_slice() {
            [directive, name, escape, parts @ ..]
                if directive == "log_format" && escape.starts_with("escape=") =>
            {
                found.push((name.clone(), format!("{escape} {}", parts.concat())));
            }
            [directive, name, parts @ ..] if directive == "log_format" && !parts.is_empty() => {
                found.push((name.clone(), parts.concat()));
            }
            [directive, path] if directive == "access_log" && path != "off" => {
                found.push(("combined".into(), NGINX_COMBINED.into()));
            }
            [directive, _, name, ..] if directive == "access_log" && name == "combined" => {
                found.push(("combined".into(), NGINX_COMBINED.into()));
            }
            _ => {}
        }
    }
    found.retain(|(_, pattern)| pattern.contains('$'));
    found
}

/// Lines of words, a backslash at the end joining two; comments and the line ends gone.
fn lines(text: &str) -> Vec<Vec<String>> {
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    joined.lines().map(|line| words(line, false).concat()).collect()
}

/// Statements of words, each ended by `;`, `{` or `}`.
fn statements(text: &str) -> Vec<Vec<String>> {
    words(text, true)
}

/// Cuts text into statements of words. A word may be in quotes, in which a backslash hides a quote; in
/// a line of Apache's, `;` and braces are of the word.
fn words(text: &str, of_nginx: bool) -> Vec<Vec<String>> {
    let (mut all, mut statement) = (Vec::new(), Vec::new());
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let tail = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            '#' => tail.split_once('\n').map_or("", |(_, after)| after),
            ';' | '{' | '}' if of_nginx => {
                all.push(std::mem::take(&mut statement));
                tail
            }
            '"' | '\'' => {
                let (word, after) = quoted(tail, first);
                statement.push(word);
                after
            }
            _ => {
                let end = |c: char| c.is_whitespace() || (of_nginx && ";{}".contains(c));
                let length = rest.find(end).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
                statement.push(word.to_owned());
                after
            }
        };
    }
    all.push(statement);
    all.retain(|words| !words.is_empty());
    all
}

/// A quoted word without its quotes, its other escapes as they are; and what is after it.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut word = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            _ if character == quote => break,
            '\\' => match characters.next() {
                Some(escaped) if escaped == quote => word.push(escaped),
                other => {
                    word.push('\\');
                    word.extend(other);
                }
            },
            _ => word.push(character),
        }
    }
    (word, characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        from_config(text).expect("formats")
    }

    fn pair(name: &str, pattern: &str) -> (String, String) {
        (name.into(), pattern.into())
    }

    #[test]
    fn apache_configurations() {
        let text = r#"
# LogFormat "%h" commented
<VirtualHost *:80>
  LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\"" vhost
  logformat "%h %l %u %t \
\"%r\"" split
  CustomLog ${APACHE_LOG_DIR}/access.log vhost
  CustomLog "|/usr/bin/rotatelogs /var/log/x 86400" "%h %D" env=!dontlog
</VirtualHost>"#;
        assert_eq!(
            found(text),
            [
                pair("vhost", r#"%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i""#),
                pair("split", r#"%h %l %u %t  "%r""#),
                pair("|/usr/bin/rotatelogs /var/log/x 86400", "%h %D"),
            ]
        );
        let lighttpd = "accesslog.format = \"%h %V %u %t\" # the default";
        assert_eq!(found(lighttpd), [pair("accesslog", "%h %V %u %t")]);
    }

    #[test]
    fn nginx_configurations() {
        let text = r#"
http {
    # log_format gone '$x';
    log_format main '$remote_addr - "$request" '
                    '$status';
    log_format  js escape=json '{"a":"$remote_addr",' '"b":"$status"}';
    log_format bare $remote_addr;
    server { access_log /var/log/nginx/a.log combined; access_log off; }
}"#;
        assert_eq!(
            found(text),
            [
                pair("main", r#"$remote_addr - "$request" $status"#),
                pair("js", r#"escape=json {"a":"$remote_addr","b":"$status"}"#),
                pair("bare", "$remote_addr"),
                pair("combined", NGINX_COMBINED),
            ]
        );
    }

    #[test]
    fn no_format_is_an_error() {
        let error = from_config("listen 80;").expect_err("none");
        assert_eq!(error.kind(), Kind::Usage);
    }
}
