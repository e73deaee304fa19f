"""The Dutch pages: they draw, and decide nothing."""
