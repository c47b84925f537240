"""Speed and quality of subkit, each measured by one command; see README.md beside this file."""
