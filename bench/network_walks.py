"""Seconds for the network of two million nodes: building, and walks around and between nodes."""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from bench.network_register import DAY, EACH, large_register
from engine.network import graph
from engine.network.control import chains, components
from engine.network.ego import ego
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.network.paths import paths
from engine.network.setbacks import setbacks
from engine.settings import load_settings

_WALKS = 20
Result = TypeVar("Result")


def main() -> None:
    """Print the seconds of each step; of walks the median and the slowest of some."""
    with large_register() as register:
        made = timed("build", lambda: graph.build(register, as_of=DAY, settings=load_settings()))
    counts = made.con.execute("SELECT count(*) FROM nodes").fetchall()[0][0]
    timed("arrays", lambda: made.adjacency)
    print(f"{counts:,} nodes, {len(made.adjacency.kind):,} relations")
    walks(made)
    timed("components", lambda: components(made))
    timed("chains", lambda: chains(made))
    made.close()


def walks(made: Graph) -> None:
    """Time the walks from companies and locations spread by number."""
    numbers = [number * 15_013 for number in range(1, _WALKS + 1)]
    companies = [NodeRef("Enterprise", f"{number:08d}") for number in numbers]
    places = [NodeRef("Location", f"L1884010{number // 3:09d}") for number in numbers]
    found = each("ego, 2 hops", partial(ego, made), [(c,) for c in companies])
    print(f"{'':20}{max(len(one.nodes) for one in found)} nodes at most")
    found = each("ego, 4 hops", partial(ego, made, hops=4), [(c,) for c in companies])
    print(f"{'':20}{max(len(one.nodes) for one in found)} nodes at most")
    partners = [NodeRef("Enterprise", f"{(n + EACH // 4) % EACH:08d}") for n in numbers]
    pairs = list(zip(companies, partners, strict=True))
    ways = each("paths, 6 hops", partial(paths, made), pairs)
    print(f"{'':20}{sum(way.hops is not None for way in ways)} of {len(ways)} connected")
    each("setbacks, 3 steps", partial(setbacks, made), [(place,) for place in places])
    each("component of one", lambda c: components(made, of=c), [(c,) for c in companies[:5]])


def timed(name: str, work: Callable[[], Result]) -> Result:
    """Do the work once and print its seconds."""
    start = time.perf_counter()
    result = work()
    print(f"{name:20}{time.perf_counter() - start:8.3f} s")
    return result


def each(
    name: str, work: Callable[..., Result], asked: Sequence[tuple[NodeRef, ...]]
) -> list[Result]:
    """Do the work for everything asked and print the median and the slowest."""
    seconds, found = [], []
    for arguments in asked:
        start = time.perf_counter()
        found.append(work(*arguments))
        seconds.append(time.perf_counter() - start)
    print(f"{name:20}{statistics.median(seconds):8.3f} s, slowest {max(seconds):.3f} s")
    return found


if __name__ == "__main__":
    main()
