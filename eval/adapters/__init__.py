"""One module for each benchmark: `predict(items, reader)` maps what the product read to the benchmark's shape.

An adapter is thin and holds no second extractor. What is only an annotation habit of one corpus stays in its adapter.
"""
