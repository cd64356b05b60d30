"""A package, so that pytest closes the browser that its tests share when the last of them is done."""
