#!/bin/sh
# What portal/pom.xml runs: `build` makes dist/ unless nothing changed since it was made, `test` lints and tests.
# The launcher asks for `tools` first: whether Node and npm are there.
set -u
cd "$(dirname -- "$0")" || exit 2

refuse() {
  # The launcher shows the log's lines with this mark.
  printf '[ERROR] the portal: %s\n' "$1"
  exit 2
}

need_tools() {
  command -v node >/dev/null 2>&1 ||
    refuse "Node 20.19 or newer is needed and no 'node' is on the PATH: install it from https://nodejs.org."
  version=$(node --version)
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' >/dev/null ||
    refuse "Node 20.19 or newer is needed and the PATH has $version: install a newer one from https://nodejs.org."
  command -v npm >/dev/null 2>&1 ||
    refuse "npm is needed and no 'npm' is on the PATH: it comes with Node from https://nodejs.org, on Debian as a package of its own."
}

# up_to_date STAMP FILE...: nothing named, and nothing in a named directory, is newer than the stamp. Directories count
# too: they are as new as the last file that came or went.
up_to_date() {
  stamp=$1
  shift
  [ -e "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

install() {
  if [ -d node_modules ] && up_to_date node_modules/.installed package.json package-lock.json .npmrc; then
    return
  fi
  printf 'Installing what the portal is built with (npm ci)\n'
  mkdir -p target
  if ! npm ci --no-audit --no-fund --loglevel=error >target/npm-ci.log 2>&1; then
    cat target/npm-ci.log
    if grep -Eq 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|E50[0-9]' target/npm-ci.log; then
      refuse "npm cannot reach its registry: check the network, or set a registry with 'npm config set registry URL'."
    fi
    refuse "'npm ci' failed; it said why in $PWD/target/npm-ci.log."
  fi
  : >node_modules/.installed
}

build() {
  if [ -e dist/index.html ] &&
    up_to_date dist/.built src public index.html package.json package-lock.json vite.config.ts tsconfig.json build.sh; then
    return
  fi
  need_tools
  install
  mkdir -p target
  : >target/begun
  # Old hashed files are not carried along.
  rm -rf target/classes/portal
  npm run --silent build || refuse "'npm run build' failed."
  mv target/begun dist/.built
}

# The root of a vitest report lacks how many tests were skipped, which everything that counts Surefire's reports reads there.
count_skipped() {
  node -e '
    const { readFileSync, writeFileSync } = require("node:fs")
    const report = readFileSync("target/vitest-reports/vitest.xml", "utf8")
    const skipped = [...report.matchAll(/<testsuite [^>]*skipped="(\d+)"/g)].reduce((sum, suite) => sum + Number(suite[1]), 0)
    writeFileSync("target/vitest-reports/TEST-portal.xml", report.replace("<testsuites ", `<testsuites skipped="${skipped}" `))'
}

check() {
  need_tools
  install
  npm run --silent lint || refuse "'npm run lint' found something."
  rm -rf target/vitest-reports
  mkdir -p target/vitest-reports
  passed=yes
  npm run --silent test -- --reporter=default --reporter=junit --outputFile.junit=target/vitest-reports/vitest.xml || passed=no
  count_skipped || refuse "the tests left no report."
  [ $passed = yes ] || refuse "tests failed."
}

case ${1:-} in
  tools) need_tools ;;
  build) build ;;
  # A single Java test asked for by name asks for none of these.
  test) [ "${2:-only=}" != only= ] || check ;;
  *) refuse "build.sh takes tools, build or test." ;;
esac
