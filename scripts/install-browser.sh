#!/usr/bin/env bash
# Makes sure that the browser tests have a Chromium, and fonts with Chinese characters to show the pages in. Called by
# the build before the tests. Does nothing where both are there; installs them on Debian as root; else says what to
# install and fails, because browser tests are never left out.
set -euo pipefail

browsers=(/usr/bin/chromium-headless-shell /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome /usr/bin/google-chrome-stable)

has_browser() {
  local browser
  for browser in "${browsers[@]}"; do
    [[ -x $browser ]] && return 0
  done
  return 1
}

is_debian() {
  [[ -r /etc/os-release ]] && (. /etc/os-release && [[ $ID == debian ]])
}

# Other systems than Debian bring such fonts with their desktops, where this script cannot tell.
has_fonts() {
  ! is_debian || compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null
}

missing() {
  local packages=()
  has_browser || packages+=(chromium-headless-shell)
  has_fonts || packages+=(fonts-noto-cjk)
  echo "${packages[*]}"
}

refuse() {
  echo "The browser tests need $1. Install $2 and build again." >&2
  exit 1
}

packages=$(missing)
[[ -z $packages ]] && exit 0

if is_debian && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  echo "Installing for the browser tests: $packages"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  # shellcheck disable=SC2086 # two packages are two words
  if ! { apt-get update && apt-get install --yes --no-install-recommends $packages; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    refuse "$packages, which apt-get could not install (its last words are above)" "$packages"
  fi
  rm -f "$log"
fi

packages=$(missing)
[[ -z $packages ]] && exit 0
if is_debian; then
  refuse "$packages" "it as root: apt-get install $packages"
else
  refuse "Chromium or Chrome as one of ${browsers[*]}" "it with your system's package manager"
fi
