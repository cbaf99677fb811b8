"""Copies that come and go: partitions change hands without a message lost or answered twice."""

from __future__ import annotations

import asyncio
import urllib.request
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError

import pytest

from ijw.stack.ports import free_port
from support.factories import bsn, jw305, start_product, to_bytes
from support.serving import serving, start_serving, stop_serving
from support.street import Street

pytestmark = pytest.mark.servers


async def test_a_copy_joins_and_another_leaves_in_the_middle(street: Street, tmp_path: Path) -> None:
    """600 messages, a second copy after the first hundred answers, the first one asked to stop after 300."""
    numbers = range(600)
    await street.assign((3000 + n, bsn(n + 1)) for n in numbers)
    raw = [to_bytes(jw305([start_product(ToewijzingNummer=3000 + n)], bsn=bsn(n + 1))) for n in numbers]
    copies = Street(street.bootstrap, street.prefix, street.database_url, {"batch_size": 10})
    with ExitStack() as stack:
        first = start_serving(copies, tmp_path / "first.log")
        stack.callback(stop_serving, first)
        ids = await street.send(*raw[:300])
        await street.replies(100, seconds=60)
        stack.enter_context(serving(copies, tmp_path / "second.log"))
        ids += await street.send(*raw[300:])
        await street.replies(300, seconds=60)
        await asyncio.to_thread(stop_serving, first)
        replies = await street.replies(600, seconds=60)
    assert Counter(ids) == Counter(reply.to for reply in replies)
    assert {"out.jw306"} == {reply.topic for reply in replies}
    assert first.returncode == 0


async def test_health_is_told_over_http(street: Street, tmp_path: Path) -> None:
    """/live and /ready answer 200 while all is well; any other path is not found."""
    port = free_port()
    watched = Street(street.bootstrap, street.prefix, street.database_url, {"health_port": port})
    with serving(watched, tmp_path / "serve.log"):
        assert [await status(port, path) for path in ("/live", "/ready", "/")] == [200, 200, 404]


async def status(port: int, path: str) -> int:
    """The status of a path, once somebody answers."""

    def ask() -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code

    async with asyncio.timeout(30):
        while True:
            try:
                return await asyncio.to_thread(ask)
            except OSError:
                await asyncio.sleep(0.2)
