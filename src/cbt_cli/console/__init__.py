"""All that reaches the screen, and the one place where errors end."""
