"""`make bench`: every benchmark, one after the other."""

from bench import (
    bag_parse,
    casework,
    demo,
    kvk_live,
    matching,
    network_rules,
    papers,
    rules_eval,
    table_rows,
)
from bench.ui import interactions, map_points, pages, sessions


def main() -> None:
    """Run them all; processes that a benchmark starts import this module and run nothing."""
    print("BAG parse beside GDAL's LVBAG driver")
    bag_parse.main()
    print("\nRules on an invented register")
    rules_eval.main()
    print("\n100,000 rows of every table")
    table_rows.main()
    print("\nA month of KVK changes, live")
    kvk_live.main()
    print("\n10,000 cases")
    casework.main()
    print("\nPages in Chromium with 10,000 cases")
    pages.main()
    print("\nActs on the pages of the demo")
    interactions.main()
    print("\nTen people at once")
    sessions.main()
    print("\n20,000 places on the map")
    map_points.main()
    print("\nDocuments")
    papers.main()
    print("\nNetwork rules of the demo municipality")
    network_rules.main()
    print("\nMatching, written into docs/matching.md")
    matching.main([])
    print("\nDemo municipality")
    demo.main()


if __name__ == "__main__":
    main()
