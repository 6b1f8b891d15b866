"""Answers each line of stdin with what `measure` gives, until stdin ends."""
import sys


def serve(measure):
    for _ in sys.stdin:
        print(measure(), flush=True)
