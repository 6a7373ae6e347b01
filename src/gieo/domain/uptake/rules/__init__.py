"""What a level demands, how long evidence lasts, where a use stands on a day, and what may be added up."""
