"""How many addresses lie around a place: the measure that tells village from outer area."""

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]


def addresses_within(
    xy: Floats, radius_m: float, *, around: Floats | None = None
) -> npt.NDArray[np.int64]:
    """Count the addresses within a radius of each place, both ends closed.

    Args:
        xy: addresses, shape (n, 2), RD in metres, without NaN.
        radius_m: radius in metres, above 0.
        around: places to count for, shape (m, 2); the addresses themselves when left out,
            so that each address counts itself.

    Returns:
        One count per place, in the order given.
    """
    places = xy if around is None else around
    if not len(xy) or not len(places):
        return np.zeros(len(places), dtype=np.int64)
    counts = cKDTree(xy).query_ball_point(places, radius_m, return_length=True)
    return np.asarray(counts, dtype=np.int64)
