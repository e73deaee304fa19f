"""`make bench`: every benchmark, one after the other."""

from bench import bag_parse, demo, rules_eval, table_rows

print("BAG parse beside GDAL's LVBAG driver")
bag_parse.main()
print("\nRules on an invented register")
rules_eval.main()
print("\n100,000 rows of every table")
table_rows.main()
print("\nDemo municipality")
demo.main()
