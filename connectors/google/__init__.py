"""One way to Google's APIs: access, retries, rate limits, errors."""
