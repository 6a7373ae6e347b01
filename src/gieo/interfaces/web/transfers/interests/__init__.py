"""Interest in results: asked and talked about without an account, answered in the office."""
