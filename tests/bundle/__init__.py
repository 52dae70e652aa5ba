"""Tests of what packaging/build.sh makes."""
