"""Speed, measured against what people use already; run with `python -m benchmarks.run`."""
