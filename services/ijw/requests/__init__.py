"""The consumer of requests: JW315 and JW317 in, JW316, JW318, JW301 and JW319 out."""
