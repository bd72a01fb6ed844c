"""What is seen in a terminal: rich renderables of what the queries answer."""
