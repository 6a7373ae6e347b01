"""Reading: lists of imports and rows, records by what people call them, where a record came from."""
