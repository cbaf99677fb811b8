"""Health over HTTP, for whoever keeps the processes running: `/live` and `/ready` on `IJW_HEALTH_PORT`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn

Probe = Callable[[], Awaitable[bool]]
"""Answers whether all is well."""

_OK, _NOT_FOUND, _UNAVAILABLE = 200, 404, 503


class _Server(uvicorn.Server):
    """A server that leaves the signals to the application around it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def server(probes: Mapping[str, Probe], *, host: str, port: int) -> uvicorn.Server:
    """A server that answers 200 or 503 on the path of each probe; `await server.serve()` runs it."""
    config = uvicorn.Config(_application(probes), host=host, port=port, log_level="warning", lifespan="off")
    return _Server(config)


def _application(probes: Mapping[str, Probe]) -> Any:
    async def application(scope: Mapping[str, Any], _receive: Any, send: Any) -> None:
        probe = probes.get(scope["path"])
        status = _NOT_FOUND if probe is None else _OK if await _well(probe) else _UNAVAILABLE
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return application


async def _well(probe: Probe) -> bool:
    try:
        return await probe()
    except Exception:
        return False
