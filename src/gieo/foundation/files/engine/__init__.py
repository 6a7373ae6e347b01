"""Adapters to Pillow and to the virus scanner clamd."""
