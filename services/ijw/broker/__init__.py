"""Kafka: topics, headers, and the loop that every consumer runs in."""
