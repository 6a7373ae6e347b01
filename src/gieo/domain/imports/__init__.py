"""Bringing in what stands in Excel: read kindly, told by the cell, written by the rooms' own deeds, undone as one."""
