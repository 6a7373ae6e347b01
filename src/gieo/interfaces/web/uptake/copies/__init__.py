"""Pages of copying: said by anybody, looked at by the commune or the department, grown into a tree."""
