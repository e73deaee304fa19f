"""Names of companies, to the company that bears them, or none."""
