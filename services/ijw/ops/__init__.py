"""Running the system: clock, logs, health."""
