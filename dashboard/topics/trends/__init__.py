"""Every figure that can be followed over the years, like beside like."""
