#!/usr/bin/env bash
# Makes sure that the tools and libraries of the system are there: installs them where it may
# (root on a system with apt), otherwise says what to install. Quiet when nothing is missing.
set -euo pipefail

missing=()
need_program() { command -v "$1" >/dev/null || missing+=("$2"); }
need_header() { echo "#include <$1>" | c++ -x c++ -E - >/dev/null 2>&1 || missing+=("$2"); }

need_program c++ g++
need_program cmake cmake
need_program ninja ninja-build
need_program ccache ccache
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
need_header fmt/format.h libfmt-dev
need_header gtest/gtest.h libgtest-dev
need_header benchmark/benchmark.h libbenchmark-dev

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi

echo "These packages are missing (Debian and Ubuntu names): ${missing[*]}" >&2
echo "  sudo apt-get install ${missing[*]}" >&2
# ccache only saves time, and CMake fetches the three libraries where they are not installed.
for package in "${missing[@]}"; do
  case $package in g++ | cmake | ninja-build | python3-venv) exit 1 ;; esac
done
