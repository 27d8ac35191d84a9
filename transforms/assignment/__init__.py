"""Who gets which slot, with its proof, and why the others wait."""
