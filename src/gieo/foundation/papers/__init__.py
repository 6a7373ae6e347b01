"""Papers: one definition of a document, printed as PDF/A and as Word in the layout of Decree 30/2020/NĐ-CP."""
