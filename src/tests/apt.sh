#!/bin/sh
# Installs Debian packages where that can be done without asking, and names them where it cannot.
set -eu
if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "$@"
else
    echo "missing: $*" >&2
    echo "hint: sudo apt-get install $*" >&2
    exit 1
fi
