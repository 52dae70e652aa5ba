"""What it is: the types and rules of the app, standard library only, no I/O, no clock."""
