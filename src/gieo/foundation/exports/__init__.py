"""Files that people take out of lists: who, which list, how many rows, with which fingerprint; long ones made later.
And the ways of looking that they keep under a name."""
