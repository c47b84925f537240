"""Stand-ins for the providers: ASGI apps with state that follow their documented contracts, and faults on real sockets.

For the tests of subkit and of whoever builds on it; nothing else of subkit imports them. They need the extra ``server``.
"""
