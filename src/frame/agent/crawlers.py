#!/usr/bin/env python3
"""Makes crawlers.tsv (class, pattern) from PyPI crawler-user-agents 1.67.0 (MIT, see LICENSE-MIT-crawlers).

Needs python3 and pip; nothing is installed. The wheel is checked against its SHA-256.

    python3 src/frame/agent/crawlers.py
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEEL = "crawler_user_agents-1.67.0-py3-none-any.whl"
SHA256 = "438880782e9689d953f850846bb7a425dd444de02be2b7c3e1bf2dd636b65d8c"

# Patterns that real people's software matches too.
LEFT_OUT = {
    r"AP3A\.240617\.008": "build number of Pixel telephones",
    r"Amazon CloudFront": "what that CDN puts in place of every visitor's agent (own rule)",
    r"Fluid": "part of product names",
    r"Devin": "part of device names",
    r"linko": "part of other words",
}
# Tagged "scanner" upstream, but checks of certificates, consent banners, mail or content filters.
NOT_SCANNERS = {
    "antibot", "CyberPatrol", "SafeDNSBot", "Jugendschutzprogramm-Crawler", "NetcraftSurveyAgent",
    r"filterdb\.iss\.net\/crawler", "SBL-BOT", "K7MLWCBot", "Cloudflare-SSLDetector", "NINJA bot",
    r"https:\/\/developers\.cloudflare\.com\/security-center\/", "virustotal", "Cookiebot",
    "LightspeedSystemsCrawler", "ReverseEngineeringBot", "CookieHubScan", "AliyunSecBot",
    "BrowserBot-Observer", "CertChief", "cookie-maestro", "CookieHubVerify", "CookieYesbot",
    "DigiCert DCV", "Hardenize", "KrawlerBot", "Netcraft SSL Server Survey", "Verispider",
    "WTotem", "TLS tester", "UrlBeeBot", r"Keydrop\.io", "AkismetBot", "CookieHub Bot", "Dratabot",
    "Bad Neighborhood Header Detector", "Cloudflare-Radar-Scanner", "Do Not Track Verifier",
    "Feed Image Audit", r"Google-Trust-Services\/", "hstspreload-bot", r"iubenda-radar\/",
    "LegalMonster", "Let's Encrypt", r"NsToolsBot\/", "ProjectShield-UrlCheck", "SecurityHeaders",
    r"SSL Labs \(https:\/\/www\.ssllabs\.com", "SSL Labs$", "Test Certificate Info",
    r"Unshorten\.It\!", "VaultPress", "EmailWolf", r"MRGbot\/",
}


def class_of(entry):
    tags = set(entry["tags"])
    if "scanner" in tags and entry["pattern"] not in NOT_SCANNERS:
        return "scanner"
    if "monitoring" in tags:
        return "monitor"
    if tags <= {"http-library", "browser-automation"}:
        return "library"
    return "crawler"


def main():
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                        "--only-binary=:all:", "crawler-user-agents==1.67.0"], cwd=work, check=True)
        wheel = Path(work) / WHEEL
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
            sys.exit(f"{WHEEL}: not the expected bytes")
        entries = json.loads(zipfile.ZipFile(wheel).read("crawleruseragents/crawler-user-agents.json"))
    known = {entry["pattern"] for entry in entries}
    unknown = (set(LEFT_OUT) | NOT_SCANNERS) - known
    if unknown:
        sys.exit(f"no such patterns: {sorted(unknown)}")
    lines = sorted(f"{class_of(e)}\t{e['pattern']}\n" for e in entries if e["pattern"] not in LEFT_OUT)
    (HERE / "crawlers.tsv").write_text("".join(lines))


if __name__ == "__main__":
    main()
