"""Letters put down in the deed's transaction; a postman carries them."""
