"""From what tabs should hold to what they hold, whatever people do meanwhile."""
