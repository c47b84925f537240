"""What a notebook shows of transcripts, captions and checks: fragments of HTML without scripts, in the notebook's own colours."""
