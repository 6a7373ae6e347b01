"""Rules of classes: seats and days, and the paper on which people sign that they are there."""
