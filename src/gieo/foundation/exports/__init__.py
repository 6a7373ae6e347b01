"""Files that people take out of lists: who, which list, how many rows, with which fingerprint; long ones made later."""
