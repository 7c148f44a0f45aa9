"""The order of work and nothing else: one module a stage, each a few lines that hand values from room to room."""
