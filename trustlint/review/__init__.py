"""Files of attestations and waivers: where they are, what they hold, and adding an entry."""
