"""The live show's recap."""
