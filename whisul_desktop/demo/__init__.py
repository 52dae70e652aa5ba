"""An in-process look-alike of the service, for --demo and for the tests."""
