"""Pages of demonstration models: planned and followed in the office, shown to everybody, copied by neighbours."""
