"""How right forms are read: filled forms are made up with known truth, read as ``cbt read`` reads them, and compared.

``python -m benchmarks.accuracy`` (``make bench-accuracy``) makes layouts × holders × spellings × languages × invented
applicants. Form ``n`` of a seed is always the same form, so that each example can be made again.
"""
