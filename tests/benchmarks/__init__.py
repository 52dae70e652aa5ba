"""What the app costs, as ratios against a baseline of the same run; run by hand."""
