"""Documents that people bring to the table: one content model, texts as data, three formats."""
