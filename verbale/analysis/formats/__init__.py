"""The field's own formats of event data, out and in: one module each, over the same dyadic events."""
