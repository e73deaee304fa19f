"""Gi* by a known implementation, as a process of its own: its imports stay out of the tests.

Reads a JSON list of `{"values": {cell: value}, "near": {cell: [cell, ...]}}` and writes a list of
`{cell: z}`.
"""

import json
import sys

import esda
import libpysal
import numpy as np


def main() -> None:
    """Answer every ground."""
    answers = []
    for ground in json.load(sys.stdin):
        cells = sorted(ground["values"])
        weights = libpysal.weights.W(ground["near"], id_order=cells, silence_warnings=True)
        values = np.array([ground["values"][cell] for cell in cells])
        found = esda.G_Local(values, weights, transform="B", permutations=0, star=None)
        answers.append(dict(zip(cells, found.Zs.tolist(), strict=True)))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
