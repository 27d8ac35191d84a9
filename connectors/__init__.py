"""The outside world: Google, the ledger, the lock. It knows nothing of clinics."""
