"""Doubles: the same logical key twice in one message (level 2).

The key of a class goes with the keys of the classes above it. A message is about one client, one request or
one claim, except where Client is among the keys below; what stands in a Relatie is unique with its Relatie.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from ijw.messages import cdt
from ijw.messages.document import Document, Node
from ijw.messages.jw315 import JW315
from ijw.rules.registry import Place, rule

Key = Callable[[Node], Hashable]


def _product(product: cdt.Product | None) -> Hashable:
    return (product.Categorie, product.Code) if product else None


def _start(node: Node) -> Hashable:
    product = node.value
    return product.ToewijzingNummer, _product(product.Product), product.Begindatum


def _stop(node: Node) -> Hashable:
    return _start(node), node.value.RedenBeeindiging, node.value.Einddatum


def _new(node: Node) -> Hashable:
    return _product(node.value.Product), node.value.GewensteIngangsdatum


def _contact(node: Node) -> Hashable:
    assert node.parent is not None
    return node.parent.name, node.parent.position, node.value.Soort


def _line(node: Node) -> Hashable:
    prestaties = node.parent
    assert prestaties is not None
    assert prestaties.parent is not None
    reference = node.value.ProductReferentie
    return prestaties.parent.value.Bsn, reference.ReferentieNummer, reference.VorigReferentieNummer


def _element(name: str) -> Key:
    return attrgetter(f"value.{name}")


_CLAIM: Sequence[tuple[str, Key]] = (("Client", _element("Bsn")), ("Prestatie", _line))
_KEYS: Mapping[str, Sequence[tuple[str, Key]]] = {
    "JW301": (
        ("Relatie", _element("Nummer")),
        ("Contact", _contact),
        ("ToegewezenProduct", _element("ToewijzingNummer")),
    ),
    "JW305": (("StartProduct", _start),),
    "JW307": (("StopProduct", _stop),),
    "JW315": (("AangevraagdProduct", _element("ReferentieAanbieder")),),
    "JW317": (
        ("OngewijzigdProduct", _element("ToewijzingNummer")),
        ("TeWijzigenProduct", _element("ToewijzingNummer")),
        ("NieuwProduct", _new),
    ),
    "JW323": _CLAIM,
    "JW325": _CLAIM,
}


@rule("TR101", messages=_KEYS)
def tr101(document: Document[Any]) -> Iterator[Place]:
    """No two classes of one name have the same key."""
    for name, key in _KEYS[document.type]:
        for node in _doubles(document.nodes(name), key):
            yield Place(node)


@rule("TR383", messages=["JW315"])
def tr383(document: Document[JW315]) -> Iterator[Place]:
    """Every requested product has a ReferentieAanbieder of its own."""
    for node in _doubles(document.nodes("AangevraagdProduct"), _element("ReferentieAanbieder")):
        yield Place(node, "ReferentieAanbieder")


def _doubles(nodes: Sequence[Node], key: Key) -> Iterator[Node]:
    """Every node but the first of those that have the same key."""
    keys = list(map(key, nodes))
    if len(set(keys)) == len(keys):
        return
    seen: set[Hashable] = set()
    for node, found in zip(nodes, keys, strict=True):
        if found in seen:
            yield node
        seen.add(found)
