"""Results, products, registration, readiness, transfer kit."""
