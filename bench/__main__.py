"""`make bench`: every benchmark, one after the other."""

from bench import bag_parse, demo

print("BAG parse beside GDAL's LVBAG driver")
bag_parse.main()
print("\nDemo municipality")
demo.main()
