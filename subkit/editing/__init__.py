"""What is done to finished captions: words found in them again, times given back, faults mended, versions compared."""
