"""Documents that people bring to the table: one content model, Dutch texts as data, three formats."""
