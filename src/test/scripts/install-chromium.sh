#!/bin/sh
# Installs the Chromium that the browser tests drive, on a Debian machine where we are root; anywhere else it says what
# to install. Called by the tests themselves when they find no browser.
set -eu
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "The browser tests need Chromium or Chrome; install one (Debian, Ubuntu: apt-get install chromium) or name its path in XIEBAN_CHROMIUM." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk
