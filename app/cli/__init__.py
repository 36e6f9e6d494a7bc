"""The commands of Ladera, one module each.

A module has `HELP`, `configure(parser)` and `run(arguments) -> exit status`. It imports what it needs inside `run`, so
that `ladera --help` is quick and `train`, `export` and `info` never meet Qt. The command line speaks English: what
translates is Qt, and these commands must run where there is none.
"""
