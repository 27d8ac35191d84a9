"""Each figure that Loket claims about its speed, as a command: ``python -m benchmarks``."""

import gc

# Every process of the benchmarks collects garbage as rarely as the command line does.
gc.set_threshold(100_000, 50, 50)
