//! Software that people hold in their hands: browsers and applications of telephones and tablets.

use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

use crate::base::class::AgentClass;

/// An application: system libraries of Android and iOS, pages shown inside another application, or a
/// product name followed by the system it runs on.
const APPLICATION: &str = concat!(
    r"^Dalvik/|CFNetwork/\S+ Darwin/|; wv\)|\bFB(AN|AV|_IAB)\b|\bInstagram |\bGSA/|\bSnapchat",
    r"|\bTwitter for (iPhone|iPad|Android)|^(Alamofire|AFNetworking)|\bAlamofire/|\bokhttp/\S+ \(",
    r"|^[\w .%-]{2,60}/[^ ]+ \([^)]*\b(iPhone|iPad|iPod|iOS|Android)\b",
    r"|^[\w .%-]{2,60}/\S+ \([^)]*\) okhttp/"
);

/// A browser: the general token of the Netscape line with an engine or an old telephone behind it,
/// Opera, text browsers, telephones before smartphones.
const BROWSER: &str = concat!(
    r"^Mozilla/\d\.\d+ ?\(.*(Gecko|AppleWebKit|WebKit|KHTML|MSIE|Trident|Presto|Opera|Netscape",
    r"|NetFront|PlayStation|Nintendo|PalmOS|BlackBerry|Nokia|SymbianOS|Windows Phone|Konqueror",
    r"|Edge/|NetSurf|ICEbrowser)|^Opera/\d|^(Lynx|Links|ELinks|w3m|NetSurf|Dillo)[/ ]",
    r"|^(Nokia|SonyEricsson|SAMSUNG|BlackBerry|LG|MOT|DoCoMo|KDDI|SAGEM|ZTE|HUAWEI|UCWEB|J-PHONE)",
    r"|UP\.Browser|UC ?Browser|UCWEB|\bMIDP-\d|\(MAUI/|\) (Apple)?WebKit/\d|^Mozilla/[34]\.\d+ \[\w\w\] \((Win|X11|Mac)"
);

/// Applications and browsers.
type Rules = (Regex, Regex);

/// Letters of every script make an automaton so large that it is given up for one a hundred times slower.
/// Nearly all agents are ASCII, where the classes of ASCII say the same.
static OF_ASCII: LazyLock<Option<Rules>> = LazyLock::new(|| rules(false));
static OF_ALL: LazyLock<Option<Rules>> = LazyLock::new(|| rules(true));

fn rules(unicode: bool) -> Option<Rules> {
    let build = |pattern| RegexBuilder::new(pattern).unicode(unicode).build().ok();
    Some((build(APPLICATION)?, build(BROWSER)?))
}

/// Its class if it is one of them. Mozilla comes first in the name of a browser and of a page inside
/// an application alike; only the latter says more.
pub(super) fn class_of(agent: &str) -> Option<AgentClass> {
    let rules = if agent.is_ascii() { &OF_ASCII } else { &OF_ALL };
    let (application, browser) = rules.as_ref()?;
    if agent.contains("Opera Mini") {
        return Some(AgentClass::Browser);
    }
    if !agent.starts_with("Opera/")
        && application.is_match(agent.as_bytes())
        && !is_plain_mozilla(agent)
    {
        return Some(AgentClass::MobileApp);
    }
    browser.is_match(agent.as_bytes()).then_some(AgentClass::Browser)
}

/// `Mozilla/5.0 (iPhone; …)` has the form of a product with its system, yet is every browser's.
fn is_plain_mozilla(agent: &str) -> bool {
    let embedded =
        ["; wv)", "FBAN", "FBAV", "FB_IAB", "Instagram ", "GSA/", "Snapchat", "Twitter for"];
    agent.starts_with("Mozilla/") && !embedded.iter().any(|mark| agent.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_inside_an_application_is_the_application() {
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let version = " Version/14.0.3 Mobile/15E148 Safari/604.1";
        assert_eq!(class_of(&format!("{safari}{version}")), Some(AgentClass::Browser));
        let facebook = " Mobile/15E148 [FBAN/FBIOS;FBAV/313.0]";
        assert_eq!(class_of(&format!("{safari}{facebook}")), Some(AgentClass::MobileApp));
        assert_eq!(class_of("Mozilla/5.0"), None);
    }

    #[test]
    fn letters_of_other_scripts_name_an_application_too() {
        let named = |name: &str| class_of(&format!("{name}/2.1 (iPhone; iOS 14.4; Scale/3.00)"));
        assert_eq!([named("Météo"), named("Meteo")], [Some(AgentClass::MobileApp); 2]);
    }
}
