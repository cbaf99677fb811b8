"""The report of a check as one HTML page: no scripts, nothing from elsewhere, fit to mail and print.

Pure. It holds file names, codes, places and sentences, and like these no value of a message.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from ijw.validation.codes import meaning
from ijw.validation.report_words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ijw.contracts.codelists import Language
    from ijw.validation.summary import Summary
    from ijw.validation.verdict import Problem, Unread, Verdict

MOST_FILES = 2_000
"""Refused messages that are shown with their findings; a larger page is too much for a mail or a browser."""

MOST_FINDINGS = 50
"""Findings shown of one message."""

_NO_SOURCES = "default-src 'none'; style-src 'unsafe-inline'"


def html_report(
    verdicts: Sequence[Verdict], summary: Summary, language: Language, today: date
) -> Iterator[str]:
    """Give the page in parts, in the order in which to write them."""
    say = words_in(language)
    refused = [verdict for verdict in verdicts if verdict.level is not None]
    accepted = [verdict for verdict in verdicts if verdict.level is None]
    yield _head(say, language, today)
    yield _figures(summary, say)
    yield _types(summary, say)
    yield _rules(summary, say, language)
    yield from _refused(refused, say)
    yield _list(say.accepted, [f"{one.file} ({one.type})" for one in accepted])
    yield _list(say.unread, [_unread(one) for one in summary.unread])
    yield "</body>\n</html>\n"


def _head(say: Words, language: Language, today: date) -> str:
    style = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_SOURCES}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{say.title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<h1>{say.title}</h1>\n<p class="made">{say.made} {today.isoformat()}.</p>\n'
    )


def _figures(summary: Summary, say: Words) -> str:
    figures = (
        (summary.total, say.messages, ""),
        (summary.accepted.total(), say.accepted, "good"),
        (summary.refused.total(), say.refused, "bad"),
        (len(summary.unread), say.unread, "bad"),
    )
    shown = "".join(
        f'<div class="figure"><b class="{look if number else ""}">{number}</b>{word}</div>'
        for number, word, look in figures
        if number or word != say.unread
    )
    return f'<div class="figures">{shown}</div>\n'


def _types(summary: Summary, say: Words) -> str:
    rows = ((type_, str(summary.accepted[type_]), str(summary.refused[type_])) for type_ in summary.types())
    return _table(say.files, (say.type, say.accepted, say.refused), rows)


def _rules(summary: Summary, say: Words, language: Language) -> str:
    counted = summary.frequent_rules(len(summary.rules))
    rows = ((code, str(count), meaning(code, language)) for code, count in counted)
    return _table(say.rules, (say.rule, say.messages, say.meaning), rows) if counted else ""


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    return (
        f"<h2>{escape(title)}</h2>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n"
    )


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _refused(refused: Sequence[Verdict], say: Words) -> Iterator[str]:
    if refused:
        yield f'<h2 class="bad">{say.refused.capitalize()}</h2>\n'
    for verdict in refused[:MOST_FILES]:
        yield _section(verdict, say)
    if len(refused) > MOST_FILES:
        yield f"<p>{len(refused) - MOST_FILES} {say.more_files}</p>\n"


def _section(verdict: Verdict, say: Words) -> str:
    about = f"{verdict.type or ''} {say.refused_at} {verdict.level}".strip()
    rows = "".join(map(_problem, verdict.problems[:MOST_FINDINGS]))
    left = len(verdict.problems) - MOST_FINDINGS
    more = f"<p>{left} {say.more_findings}</p>" if left > 0 else ""
    title = f"<h3>{escape(verdict.file)} <span>{about}</span></h3>"
    return f'<section class="file">{title}\n<table><tbody>\n{rows}</tbody></table>{more}</section>\n'


def _problem(problem: Problem) -> str:
    return (
        f'<tr><td class="rule"><code>{escape(problem.rule)}</code></td>'
        f'<td class="place"><code>{escape(problem.path)}</code></td><td>{escape(problem.message)}</td></tr>\n'
    )


def _list(title: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    items = "".join(f"<li>{escape(name)}</li>\n" for name in names)
    return (
        f"<details><summary>{title.capitalize()} ({len(names)})</summary>\n"
        f'<ul class="files">\n{items}</ul></details>\n'
    )


def _unread(unread: Unread) -> str:
    return f"{unread.file}: {unread.reason}"
