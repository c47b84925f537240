"""Runs providers' jobs: sent, watched and fetched, each paid for once and never lost."""
