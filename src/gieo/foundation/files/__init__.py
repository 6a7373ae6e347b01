"""Stored files and photographs."""
