"""The tests of Whisul Desktop; tests/README.md says where which is."""
