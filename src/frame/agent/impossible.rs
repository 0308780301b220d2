//! Combinations that no software ever sent: the agent was made up. Kept to facts of release history,
//! for calling a real browser impossible is an error; browsers that disguise themselves (Opera,
//! Pale Moon) and those rebuilt for old systems are left alone.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// Patterns that are impossible wherever they stand (Opera apart, which named itself MSIE).
const NEVER: &[&str] = &[
    // Internet Explorer 11 dropped the token; there was no 12 or later.
    r"MSIE (1[2-9]|[2-9]\d)\.",
    // IE 9 needs Windows Vista (NT 6.0), IE 10 needs NT 6.1, IE 7 needs NT 5.1.
    r"MSIE (9|10)\.\d+; Windows (NT [1-5]\.|9[58]|CE)",
    r"MSIE 10\.\d+; Windows NT 6\.0",
    r"MSIE [78]\.\d+; Windows (NT 4\.|95)",
    // IE for Macintosh ended with 5.2.
    r"MSIE ([6-9]|10)\.[^)]*(Macintosh|Mac_PowerPC|Mac OS X)",
    // Versions of Windows NT: 3.1 to 4.0, 5.0 to 5.2, 6.0 to 6.4, 10.0.
    r"Windows NT (5\.[3-9]|6\.[5-9]|[789]\.\d|1[2-9]\.|[2-9]\d\.)",
    // Chrome never ran before Windows XP.
    r"Windows (95|98|NT 4\.0)[;)].*Chrome/",
    r"Windows (95|98|NT 4\.0)[;)].*Firefox/([2-9]\d|1\d\d)\.",
    // An unmanifested program is told NT 6.2 by Windows 10 (GetVersionEx): these are too old for it.
    r"Windows NT 10\.0[;)].*\bChrome/(\d|[12]\d)\.[\d.]+ Safari/[\d.]+$",
    r"Windows NT 10\.0[;)][^)]*\) Gecko/\d+ Firefox/(\d|1\d)\.[\d.]+$",
    // Chrome was 32-bit on Macintosh up to 37; macOS 10.15 runs no 32-bit program.
    r"Mac OS X 10_15(_\d+)?\).*\bChrome/(\d|[12]\d|3[0-7])\.[\d.]+ Safari/[\d.]+$",
    // One machine is not both.
    r"^Mozilla/5\.0 \([^)]*\biPhone;[^)]*\bWindows NT",
    r"^Mozilla/5\.0 \([^)]*\bWindows NT[^)]*\biPhone;",
];

static PATTERN: LazyLock<Option<Regex>> =
    LazyLock::new(|| RegexBuilder::new(&NEVER.join("|")).build().ok());

/// Was it made up?
pub(super) fn is_impossible(agent: &str) -> bool {
    !agent.contains("Opera") && PATTERN.as_ref().is_some_and(|pattern| pattern.is_match(agent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up() {
        for agent in [
            "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 5.1; Trident/5.0)",
            "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.0; Trident/6.0)",
            "Mozilla/4.0 (compatible; MSIE 9.0; Windows NT 9.0; en-US)",
            "Mozilla/5.0 (Windows 98; Win 9x 4.90) AppleWebKit/535.1 (KHTML, like Gecko) Chrome/13.0.782.41 Safari/535.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.11 (KHTML, like Gecko) Chrome/23.0.1271.64 Safari/537.11",
            "Mozilla/5.0 (Windows NT 10.0; WOW64; rv:9.0) Gecko/20100101 Firefox/9.0",
        ] {
            assert!(is_impossible(agent), "{agent}");
        }
    }

    #[test]
    fn odd_but_real() {
        for agent in [
            // Compatibility view, Opera's disguise, Windows 2000 SP1, XP forks, WebView of Android 4.4.
            "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C)",
            "Mozilla/4.0 (compatible; MSIE 6.0; Mac_PowerPC; en) Opera 9.00",
            "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.01)",
            "Mozilla/5.0 (Windows NT 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; WOW64; rv:45.9) Gecko/20100101 Goanna/3.2 Firefox/45.9 PaleMoon/27.4.0",
            "Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; IEMobile/11.0; NOKIA; Lumia 520) like iPhone OS 7_0_3 Mac OS X AppleWebKit/537 (KHTML, like Gecko) Mobile Safari/537",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36",
        ] {
            assert!(!is_impossible(agent), "{agent}");
        }
    }
}
