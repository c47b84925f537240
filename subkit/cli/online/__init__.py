"""What the commands that run jobs share: the service, the progress, the run."""
