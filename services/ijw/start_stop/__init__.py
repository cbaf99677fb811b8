"""The consumer of starts and stops of care: JW305 and JW307 in, JW306 and JW308 out."""
