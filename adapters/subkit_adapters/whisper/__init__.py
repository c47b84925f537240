"""The programs around OpenAI's model Whisper: each writes a dialect of one JSON; whisper.cpp has one of its own."""
