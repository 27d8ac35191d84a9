"""What the data become: frames in, frames out; no input or output, no clock, no settings."""
