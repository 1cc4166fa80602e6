"""How fast the newsroom is, measured: `bin/bench` prints it and writes docs/benchmarks.md."""
