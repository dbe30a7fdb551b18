"""The supervisor: a small process, one for each topology with services, that keeps them running.

It outlives the engine, so that services do. It is a program of its own that needs the standard library only
and starts fast (`python -I -S`); this package is then found by itself, so its modules import each other
relatively. What it shares with the engine are files:

    TOPOLOGY.wanted   written by the engine: what is to run; SIGHUP says that it changed
    TOPOLOGY.state    written by the supervisor: how each service is
    TOPOLOGY.lock     locked as long as the supervisor lives
    logs/TOPOLOGY/    what the services say
"""
