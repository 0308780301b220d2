//! Ed25519 signatures in the form of minisign, so that `minisign -V` verifies what this program signs and the other
//! way round. Keys and a manifest in, the four lines of a signature out. It makes no keys and asks for no passphrase.
//!
//! Source: minisign(1), "Signature format": prehashed (`ED`, BLAKE2b-512), with a trusted comment under a signature
//! of its own. The trusted comment holds no time: a time that the signer states himself proves nothing.

use std::io::Cursor;
use std::path::Path;

use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use sha2::{Digest, Sha256};

use super::BYTES_MAX;
use crate::case::held::hex;
use crate::error::{Error, Kind, Result};

/// Characters of 64 bytes in base64: the last line of a signature. The crate reads a shorter one beyond its end.
const BASE64_OF_64: usize = 88;
/// Characters of a public key in base64: 2 bytes of algorithm, 8 of number, 32 of key.
const BASE64_OF_KEY: usize = 56;

/// A secret key as its file has it.
pub struct Locked {
    name: String,
    text: String,
}

/// A secret key that can sign. It is never printed.
pub struct Key(SecretKey);

/// A signature that was found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Number of the key, as minisign prints it.
    pub key: String,
    /// The comment that is signed with the manifest.
    pub comment: String,
}

impl Locked {
    /// Reads the file of a secret key.
    pub fn read(path: &Path) -> Result<Self> {
        Ok(Self { name: path.display().to_string(), text: text(path)? })
    }

    /// The key, if no passphrase protects it.
    pub fn open(&self) -> Option<Key> {
        SecretKeyBox::from(self.text.clone()).into_unencrypted_secret_key().ok().map(Key)
    }

    /// The key, with its passphrase. Errors: [`Kind::Usage`] if that is wrong or this is no key.
    pub fn unlock(&self, passphrase: String) -> Result<Key> {
        let key = SecretKeyBox::from(self.text.clone()).into_secret_key(Some(passphrase));
        key.map(Key).map_err(|error| {
            Error::new(Kind::Usage, format!("cannot sign with {}", self.name))
                .because(error.to_string())
                .hint("a secret key of minisign (`minisign -G`) and its passphrase are needed")
        })
    }
}

impl Key {
    /// Signs a manifest; checks what comes of it before it is used.
    pub fn sign(&self, manifest: &[u8]) -> Result<Vec<u8>> {
        let failed = |error: minisign::PError| {
            Error::new(Kind::Usage, "cannot sign with this key").because(error.to_string())
        };
        let version = env!("CARGO_PKG_VERSION");
        let comment = format!("file:manifest.json\tsha256:{}", hex(&Sha256::digest(manifest)));
        let told = format!("signature of afflux {version} over the manifest of a case");
        let public = PublicKey::from_secret_key(&self.0).map_err(failed)?;
        let signature =
            minisign::sign(Some(&public), &self.0, manifest, Some(&comment), Some(&told));
        Ok(signature.map_err(failed)?.into_string().into_bytes())
    }
}

impl std::fmt::Debug for Locked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Locked").field(&self.name).finish()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// A public key: a file of minisign, or its 56 characters themselves. Errors: [`Kind::Usage`] if it is none.
pub fn public(word: &str) -> Result<PublicKey> {
    let key = if word.len() == BASE64_OF_KEY && !Path::new(word).exists() {
        PublicKey::from_base64(word)
    } else {
        PublicKeyBox::from(text(Path::new(word))?).into_public_key()
    };
    key.map_err(|error| {
        Error::new(Kind::Usage, format!("{word} is no public key of minisign"))
            .because(error.to_string())
            .hint("give the file minisign.pub, or the line that begins with RW")
    })
}

/// Is this signature one of that key over that manifest? Errors: why not, in a few words.
pub fn verify(
    public: &PublicKey,
    signature: &[u8],
    manifest: &[u8],
) -> std::result::Result<Signed, String> {
    let text = std::str::from_utf8(signature).map_err(|_| "it is not text")?;
    let last = text.lines().nth(3).unwrap_or_default().trim();
    if last.len() != BASE64_OF_64 || !last.ends_with("==") {
        return Err("it is not in the form of minisign".to_owned());
    }
    let signature = SignatureBox::from_string(text).map_err(|error| error.to_string())?;
    minisign::verify(public, &signature, Cursor::new(manifest), true, false, false)
        .map_err(|error| error.to_string())?;
    let key: String = signature.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect();
    Ok(Signed { key, comment: signature.trusted_comment().map_err(|error| error.to_string())? })
}

fn text(path: &Path) -> Result<String> {
    let unreadable = |error| Error::unreadable(path, error);
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > BYTES_MAX {
        return Err(Error::new(Kind::Usage, format!("{} is no key", path.display())));
    }
    std::fs::read_to_string(path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (PublicKey, Key) {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().expect("a key");
        (pair.pk, Key(pair.sk))
    }

    #[test]
    fn a_signature_holds_for_its_manifest_and_key_only() {
        let (public, key) = pair();
        let signature = key.sign(b"{}").expect("a signature");
        let text = String::from_utf8(signature.clone()).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        // minisign(1): comment, algorithm + number + signature, trusted comment, signature over both.
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("untrusted comment: "), "{text}");
        assert!(lines[1].starts_with("RU") && lines[1].len() == 100, "prehashed: {text}");
        assert!(lines[2].starts_with("trusted comment: file:manifest.json\tsha256:44136fa3"));
        let signed = verify(&public, &signature, b"{}").expect("a good signature");
        assert!(
            signed.comment.contains("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c0")
        );
        assert!(verify(&public, &signature, b"{ }").is_err());
        assert!(verify(&pair().0, &signature, b"{}").is_err());
        let forged = text.replace("file:manifest", "file:other");
        assert!(verify(&public, forged.as_bytes(), b"{}").is_err());
    }

    #[test]
    fn damaged_signatures_are_refused_without_harm() {
        let (public, key) = pair();
        let signature = key.sign(b"{}").expect("a signature");
        for end in 0..signature.len() - 1 {
            assert!(verify(&public, &signature[..end], b"{}").is_err(), "cut at {end}");
        }
        for at in 0..signature.len() {
            let mut damaged = signature.clone();
            damaged[at] ^= 0x80;
            assert!(verify(&public, &damaged, b"{}").is_err(), "damaged at {at}");
        }
        let short = String::from_utf8(signature).expect("text");
        let head: Vec<&str> = short.lines().take(3).collect();
        for last in ["", "AAAA", "====", &"=".repeat(88), &format!("{}==", "A".repeat(86))] {
            let text = format!("{}\n{last}\n", head.join("\n"));
            assert!(verify(&public, text.as_bytes(), b"{}").is_err(), "{last}");
        }
    }
}
