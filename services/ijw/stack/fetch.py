"""`python -m ijw.stack.fetch`: fetch the broker's jars, with progress; says nothing when they are there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from ijw.stack.errors import StackError
from ijw.stack.jars import Report, ensure_jars, kafka_version


@contextmanager
def shown_progress() -> Iterator[Report]:
    """A reporter that draws a bar on stderr from the first jar on; without a fetch it draws nothing."""
    with ExitStack() as closing:
        bar: list[Report] = []

        def report(jar: str, done: int, total: int) -> None:
            if not bar:
                bar.append(_bar(closing, total))
            bar[0](jar, done, total)

        yield report


def _bar(closing: ExitStack, total: int) -> Report:
    from rich.console import Console  # noqa: PLC0415 - first run only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[jar]}"),
    )
    progress = closing.enter_context(Progress(*columns, console=Console(stderr=True)))
    task = progress.add_task(f"Fetching Apache Kafka {kafka_version()}", total=total, jar="")
    return lambda jar, done, _total: progress.update(task, completed=done, jar=jar)


def main() -> int:
    """Fetch; exit code 0, or 1 with one line on stderr."""
    try:
        with shown_progress() as report:
            ensure_jars(report)
    except StackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
