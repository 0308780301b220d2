#!/usr/bin/env python3
"""Builds the embedded packs of places and networks from pinned registry packages.

In:  npm   @ip-location-db/geo-whois-asn-country-mmdb 2.3.2026061719   (npm pack)
     npm   @ip-location-db/asn 2.3.2026061719                          (npm pack)
     Debian libloc-database 0~20221029-1, bookworm                     (apt-get download)
     PyPI  iporigin 1.0.0                                              (pip download)
Out: country-asn-2022.pack, country-asn-2026.pack, providers-2026.pack beside this file.

Needs python3 (3.10 or later), pip, npm and apt-get (no root; nothing is installed). The tools zstandard and
maxminddb are taken from PyPI into the working directory. Every input is checked against its
SHA-256 before it is read; the output bytes depend on nothing else. README.md has the format.

    python3 src/frame/place/packs/build.py            # build
    python3 src/frame/place/packs/build.py --check    # build, compare with the committed packs
"""

import bisect
import csv
import hashlib
import io
import ipaddress
import struct
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = ["zstandard==0.25.0", "maxminddb==3.2.0"]
INPUTS = {
    "country": (
        ["npm", "pack", "--silent", "@ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719"],
        "ip-location-db-geo-whois-asn-country-mmdb-2.3.2026061719.tgz",
        "91757a1b06cdcd1955f292e4c4cfc54e091204f998e159a3187f7a2ef3724be0",
    ),
    "asn": (
        ["npm", "pack", "--silent", "@ip-location-db/asn@2.3.2026061719"],
        "ip-location-db-asn-2.3.2026061719.tgz",
        "b9425daf2f011c28f8586685d4f89166e77627e2c15fd93c6262c3e2dead6153",
    ),
    "libloc": (
        ["apt-get", "download", "libloc-database=0~20221029-1"],
        "libloc-database_0~20221029-1_all.deb",
        "800cc5acd01ea9a14d12b2595ab42919b561efa5c4938fb79dea1ba03f9f6078",
    ),
    "iporigin": (
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
         "--only-binary=:all:", "iporigin==1.0.0"],
        "iporigin-1.0.0-py3-none-any.whl",
        "bf525ccfe36029940d7e42bbdf8ed5323b20cc8cf9fe24343cfc49c09816e4d1",
    ),
}
DAY_2026 = 1781654400  # 2026-06-17T00:00:00Z, the date in the packages' version
NAME_LIMIT = 80  # characters of an AS name that are kept
V4, V6 = 32, 64  # bits of a boundary; IPv6 is cut to the /64 that one subscriber has
FLAGS = 0x0F  # libloc: 1 anonymous proxy, 2 satellite, 4 anycast, 8 listed as hostile ("drop")


# Inputs ------------------------------------------------------------------------------------------

def fetch(work):
    """Downloads every input with its registry's own client; returns their bytes by name."""
    found = {}
    for name, (command, file, digest) in INPUTS.items():
        path = work / file
        if not path.exists():
            subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
        data = path.read_bytes()
        seen = hashlib.sha256(data).hexdigest()
        if seen != digest:
            sys.exit(f"{file}: SHA-256 is {seen}, expected {digest}")
        found[name] = data
    return found


def tools(work):
    """Puts the pinned tools into the working directory and makes them importable."""
    target = work / "tools"
    if not target.exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--root-user-action=ignore",
                        "--target", target, *TOOLS], check=True)
    sys.path.insert(0, str(target))


def member(data, name):
    """One file of a tar archive."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return archive.extractfile(name).read()


def deb_member(data, name):
    """One file of a Debian package: an ar archive that holds data.tar.xz."""
    at = 8
    while at < len(data):
        header = data[at:at + 60]
        size = int(header[48:58])
        if header[:8] == b"data.tar":
            return member(data[at + 60:at + 60 + size], name)
        at += 60 + size + size % 2
    sys.exit("libloc-database: no data.tar")


# Ranges ------------------------------------------------------------------------------------------

def flatten(networks, empty):
    """Boundaries (start, value) from networks (first, last, value) that may nest.

    The most specific network wins; neighbours with the same value are merged."""
    networks = sorted(networks, key=lambda n: (n[0], -n[1]))
    out, stack, at = [], [], 0

    def put(start, value):
        if out and out[-1][0] == start:
            out.pop()
        if not out or out[-1][1] != value:
            out.append((start, value))

    def close(limit):
        nonlocal at
        while stack and stack[-1][0] < limit:
            end, _ = stack.pop()
            at = max(at, end + 1)
            put(at, stack[-1][1] if stack else empty)

    put(0, empty)
    for first, last, value in networks:
        close(first)
        if stack and last > stack[-1][0]:  # overlaps without nesting: the later start wins
            overlapped = [s for s in stack if s[0] < last]
            stack[:] = [s for s in stack if s[0] >= last] + [(last, s[1]) for s in overlapped]
        put(first, value)
        stack.append((last, value))
        at = first
    close(1 << 129)
    return out


def halves(boundaries, bits):
    """Cuts 128-bit IPv6 boundaries to /64: a /64 has the value of its first address."""
    if bits == V4:
        return [b for b in boundaries if b[0] < 1 << 32]
    out = []
    for start, value in boundaries:
        cell = -(-start >> 64)
        if cell >= 1 << 64:
            break
        if out and out[-1][0] == cell:
            out.pop()
        if not out or out[-1][1] != value:
            out.append((cell, value))
    return out


# Packs -------------------------------------------------------------------------------------------

def varint(value, out):
    """LEB128."""
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def section(tag, payload):
    return struct.pack("<BI", tag, len(payload)) + bytes(payload)


def strings(tag, items):
    """A table of strings: their count, then each with its length."""
    out = bytearray()
    varint(len(items), out)
    for item in items:
        raw = item.encode()
        varint(len(raw), out)
        out += raw
    return section(tag, out)


def ranges(tag, boundaries, index):
    """Sorted boundaries as deltas, then the column of value indexes."""
    out = bytearray()
    varint(len(boundaries), out)
    last = 0
    for start, _ in boundaries:
        varint(start - last, out)
        last = start
    for _, value in boundaries:
        varint(index[value], out)
    return section(tag, out)


def numbers(tag, items):
    """A sorted list of integers as deltas."""
    out = bytearray()
    varint(len(items), out)
    last = 0
    for item in items:
        varint(item - last, out)
        last = item
    return section(tag, out)


def places(country, asn, names, flags=None):
    """The body of a pack of countries and networks; each argument is {V4: boundaries, V6: …}."""
    codes = sorted({v for side in country.values() for _, v in side} - {""})
    code_index = {"": 0} | {code: i + 1 for i, code in enumerate(codes)}
    used = sorted({v for side in asn.values() for _, v in side} - {0})
    as_index = {0: 0} | {number: i + 1 for i, number in enumerate(used)}
    body = strings(1, codes)
    body += ranges(2, country[V4], code_index) + ranges(3, country[V6], code_index)
    body += numbers(4, used) + strings(5, [names.get(n, "")[:NAME_LIMIT].strip() for n in used])
    body += ranges(6, asn[V4], as_index) + ranges(7, asn[V6], as_index)
    if flags:
        same = {value: value for value in range(16)}
        body += ranges(8, flags[V4], same) + ranges(9, flags[V6], same)
    return body


def write(path, built, holds, licence, body):
    """The file: magic, version, a header that can be read with `head`, the body under zstd."""
    import zstandard
    header = f"built={built}\nholds={holds}\nlicence={licence}\n".encode()
    packed = zstandard.ZstdCompressor(level=19).compress(body)
    path.write_bytes(b"AFXPACK\x01" + struct.pack("<I", len(header)) + header + packed)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(body)} unpacked, "
          f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


# 2026: ip-location-db ----------------------------------------------------------------------------

def country_2026(data):
    """Countries from the MMDB (the CSV of the same package has overlapping rows)."""
    import maxminddb
    raw = member(data, "package/geo-whois-asn-country.mmdb")
    rows = {V4: [], V6: []}
    with tempfile.NamedTemporaryFile(suffix=".mmdb") as file:
        file.write(raw)
        file.flush()
        with maxminddb.open_database(file.name, maxminddb.MODE_MEMORY) as reader:
            for network, record in reader:
                bits, value = V6, record["country_code"]
                first = int(network.network_address)
                last = int(network.broadcast_address)
                if network.version == 4 or last < 1 << 32:
                    bits = V4
                rows[bits].append((first, last, value))
    return {bits: halves(flatten(rows[bits], ""), bits) for bits in rows}


def asn_2026(data):
    """AS numbers from the CSV, and the names."""
    sides, names = {}, {}
    for bits, version in ((V4, 4), (V6, 6)):
        text = member(data, f"package/asn-ipv{version}.csv").decode()
        rows = []
        for first, last, number, name in csv.reader(io.StringIO(text)):
            rows.append((int(ipaddress.ip_address(first)), int(ipaddress.ip_address(last)),
                         int(number)))
            names.setdefault(int(number), name)
        sides[bits] = halves(flatten(rows, 0), bits)
    return sides, names


# 2022: libloc ------------------------------------------------------------------------------------

def libloc(data):
    """Networks, AS names and creation time of an IPFire location database, version 1.

    Source of the layout: libloc 0.9.16, src/libloc/format.h. All integers are big-endian."""
    assert data[:8] == b"LOCDBXX\x01"
    head = struct.unpack_from(">Q13I", data, 8)
    created, (_, _, _, as_at, as_size, net_at, net_size, tree_at, tree_size, _, _, pool_at,
              pool_size) = head[0], head[1:]
    pool = data[pool_at:pool_at + pool_size]

    def text(offset):
        return pool[offset:pool.index(b"\0", offset)].decode(errors="replace")

    names = {n: text(o) for n, o in struct.iter_unpack(">II", data[as_at:as_at + as_size])}
    leaves = list(struct.iter_unpack(">2s2xIH2x", data[net_at:net_at + net_size]))
    nodes = list(struct.iter_unpack(">III", data[tree_at:tree_at + tree_size]))
    return created, names, walk(nodes, leaves)


def walk(nodes, leaves):
    """Networks (first, last, leaf) of the binary tree; node 0 is the root."""
    stack, out = [(0, 0, 0)], []
    while stack:
        node, prefix, depth = stack.pop()
        zero, one, leaf = nodes[node]
        if leaf != 0xFFFFFFFF:
            first = prefix << (128 - depth)
            out.append((first, first | (1 << (128 - depth)) - 1, leaves[leaf]))
        if zero:
            stack.append((zero, prefix << 1, depth + 1))
        if one:
            stack.append((one, prefix << 1 | 1, depth + 1))
    return out


def sides_2022(networks, value, empty):
    """Splits the networks into IPv4 (mapped at ::ffff:0:0/96) and IPv6, with one value each."""
    mapped = 0xFFFF << 32
    v4 = [(f - mapped, l - mapped, value(n)) for f, l, n in networks if mapped <= f < mapped + 2**32]
    v6 = [(f, l, value(n)) for f, l, n in networks if f >= 1 << 112]
    return {V4: halves(flatten(v4, empty), V4), V6: halves(flatten(v6, empty), V6)}


def code(leaf):
    """Country code; libloc marks "none" with XX, ?? or zero bytes."""
    text = leaf[0].decode("ascii", errors="replace").strip("\0")
    return text if len(text) == 2 and text.isalpha() and text != "XX" else ""


def flag_bits(leaf):
    return leaf[2] & FLAGS


# Providers ---------------------------------------------------------------------------------------

def providers(wheel):
    """Provider ranges: labels "provider<TAB>kind" and the ranges that carry them."""
    import zipfile
    data = zipfile.ZipFile(io.BytesIO(wheel)).read("iporigin/data/ranges.bin")
    head = struct.Struct("<8sHQHII")
    magic, version, built, label_count, n4, n6 = head.unpack_from(data)
    assert (magic, version) == (b"IPORIGIN", 1)
    at, labels = head.size, []
    for _ in range(label_count):
        size, = struct.unpack_from("<H", data, at)
        labels.append(data[at + 2:at + 2 + size].decode())
        at += 2 + size
    v4 = [(f, l, labels[i]) for f, l, i in struct.iter_unpack("<IIH", data[at:at + 10 * n4])]
    v6 = [(int.from_bytes(f, "big"), int.from_bytes(l, "big"), labels[i])
          for f, l, i in struct.iter_unpack("<16s16sH", data[at + 10 * n4:at + 10 * n4 + 34 * n6])]
    table = sorted(labels)
    index = {"": 0} | {label: i + 1 for i, label in enumerate(table)}
    body = strings(10, table)
    body += ranges(11, halves(flatten(v4, ""), V4), index)
    return built, body + ranges(12, halves(flatten(v6, ""), V6), index)


# -------------------------------------------------------------------------------------------------

def spot_check(boundaries, address, expected):
    """Stops the build if an address that is known does not get its value."""
    ip = ipaddress.ip_address(address)
    key = int(ip) if ip.version == 4 else int(ip) >> 64
    seen = boundaries[V4 if ip.version == 4 else V6]
    value = seen[bisect.bisect_right(seen, key, key=lambda b: b[0]) - 1][1]
    if value != expected:
        sys.exit(f"{address} gives {value!r}, expected {expected!r}")


def build(out, work):
    tools(work)
    data = fetch(work)
    country = country_2026(data["country"])
    asn, names = asn_2026(data["asn"])
    created, old_names, networks = libloc(
        deb_member(data["libloc"], "./usr/share/libloc-location/location.db"))
    old_country = sides_2022(networks, code, "")
    old_asn = sides_2022(networks, lambda leaf: leaf[1], 0)
    old_flags = sides_2022(networks, flag_bits, 0)
    for side in (country, old_country):
        for address, value in (("90.0.0.1", "FR"), ("102.35.0.1", "RE"), ("202.22.224.1", "NC"),
                               ("8.8.8.8", "US"), ("2a01:cb00::1", "FR"), ("10.0.0.1", "")):
            spot_check(side, address, value)
    for side in (asn, old_asn):
        for address, value in (("90.0.0.1", 3215), ("194.199.0.1", 2200), ("51.68.0.1", 16276)):
            spot_check(side, address, value)
    write(out / "country-asn-2022.pack", created, "country, asn, flags",
          "CC BY-SA 4.0; IPFire Location Database 2022-10-29, IPFire Project, "
          "https://location.ipfire.org/; re-encoded",
          places(old_country, old_asn, old_names, old_flags))
    write(out / "country-asn-2026.pack", DAY_2026, "country, asn",
          "CC BY 4.0; ip-location-db by sapics (CC0-1.0) 2026-06-17 from NRO statistics "
          "(nro.net), RouteViews (routeviews.org) and IP to ASN Lite: IP Geolocation by DB-IP "
          "(https://db-ip.com); re-encoded and merged",
          places(country, asn, names))
    built, body = providers(data["iporigin"])
    write(out / "providers-2026.pack", built, "network_class",
          "MIT; iporigin 1.0.0, (c) 2026 Yuix Networks Inc, from the providers' published feeds and "
          "CC0 lists; re-encoded", body)


def main():
    check = "--check" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="afflux-packs-") as work:
        out = Path(work) if check else HERE
        build(out, Path(work))
        if check:
            changed = [p.name for p in sorted(out.glob("*.pack"))
                       if p.read_bytes() != (HERE / p.name).read_bytes()]
            if changed:
                sys.exit("differs from what is committed: " + ", ".join(changed))
            print("as committed")


if __name__ == "__main__":
    main()
