"""From a transcript to captions: the whole pipeline, readable at a glance."""
