"""What leaves the product: dossiers and papers."""
