"""A week's schedule: who takes part, what stands, what moves, what staff see."""
