"""Reading cells and heads of a workbook, without a database: plain values in, values or flaws out."""
