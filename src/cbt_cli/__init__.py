"""cbt: from an inbox folder of e-mailed application forms to a workbook of ranked assignments.

The way through the house: ``inbox`` opens messages, ``forms`` reads what is written where, ``records`` makes typed
values of it, ``register`` remembers, ``rules`` hold the record against the call, ``matching`` finds the best
assignment, ``outputs`` write it down. ``stages`` alone knows that order; ``cli`` parses and ``console`` shows.
"""

__version__ = "0.1.0"
