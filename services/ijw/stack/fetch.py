"""`python -m ijw.stack.fetch`: fetch the broker's jars, with progress; says nothing when they are there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ijw.stack.errors import StackError
from ijw.stack.jars import Report, ensure_jars, kafka_version


@contextmanager
def shown_progress() -> Iterator[Report]:
    """A reporter that draws a bar on stderr from the first jar on; without a fetch it draws nothing."""
    from rich.console import Console  # noqa: PLC0415 - for people only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[jar]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Fetching Apache Kafka {kafka_version()}", visible=False, jar="")

        def report(jar: str, done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, jar=jar, visible=True)

        yield report


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
