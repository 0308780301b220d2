//! How a site lets people in: the address of its form, and what it answers to wrong and right
//! passwords. Five kinds of site; each stands for software in use.

use serde::Deserialize;

/// A kind of log-in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The form again with 200, or a redirect: Django, Rails, most of PHP.
    #[default]
    Form,
    /// 200 both times; a script reads what it says.
    Script,
    /// An interface with the status of its own: 401, or 200 with a token.
    Interface,
    /// A redirect both times, of nearly the same size: Moodle.
    Redirect,
    /// As `form`, under an address that does not say what it is.
    Unnamed,
}

/// Status and size of an answer.
pub(crate) type Reply = (u16, u32);

impl Door {
    /// Address of the form.
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Form => "/connexion",
            Self::Script | Self::Interface => "/app/accueil",
            Self::Redirect => "/login/index.php",
            Self::Unnamed => "/espace",
        }
    }

    /// Where it is sent to.
    pub(crate) fn post(self) -> &'static str {
        match self {
            Self::Form => "/connexion",
            Self::Script => "/app/signin",
            Self::Interface => "/api/v1/auth",
            Self::Redirect => "/login/index.php",
            Self::Unnamed => "/espace",
        }
    }

    /// The answer to a wrong password, or to a right one. The form with a message is a little larger
    /// than without it.
    pub(crate) fn answer(self, right: bool) -> Reply {
        match (self, right) {
            (Self::Form, false) => (200, 6_402),
            (Self::Form | Self::Unnamed, true) => (302, 0),
            (Self::Script, false) => (200, 74),
            (Self::Script, true) => (200, 431),
            (Self::Interface, false) => (401, 83),
            (Self::Interface, true) => (200, 912),
            (Self::Redirect, false) => (303, 440),
            (Self::Redirect, true) => (303, 458),
            (Self::Unnamed, false) => (200, 5_318),
        }
    }
}
