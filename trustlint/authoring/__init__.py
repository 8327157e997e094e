"""Writing badges: what is asked, what answers become, and gaps that are left to be filled in."""
