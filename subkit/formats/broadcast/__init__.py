"""Formats of broadcasters and streaming services, written and read by ttconv; the only importers of it.

ttconv 1.2.3 (BSD-2-Clause, maintained by Sandflow, a co-author of IMSC). It says what it cannot read in its log and goes on;
`told` makes values of that. What else is guarded stands in each module.
"""
