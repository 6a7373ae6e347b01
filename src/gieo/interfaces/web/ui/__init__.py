"""What every page is made of: components, lists, answers."""
