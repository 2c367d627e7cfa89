#!/bin/sh
# Makes sure there is a browser for the tests of the portal: Debian's Chromium. Where it can't be installed those tests
# are skipped, and say so; with VSV_BROWSER=verplicht (on CI) that is a fault.
set -eu
if command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's Chromium for the tests in a browser."
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
fi
if [ "${VSV_BROWSER:-}" = verplicht ]; then
    echo "Chromium is missing and can't be installed here. Run: sudo apt-get install chromium" >&2
    exit 1
fi
echo "Chromium is missing, so the tests in a browser are skipped. To run them: sudo apt-get install chromium" >&2
