"""Each figure that Loket claims about its speed, as a command: ``python -m benchmarks``."""
