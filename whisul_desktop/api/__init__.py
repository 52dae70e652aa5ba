"""The service: the only home of httpx."""
