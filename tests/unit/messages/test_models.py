"""The models say what the schemas say."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from ijw.contracts.catalog import TYPES
from ijw.contracts.location import schema_dir
from ijw.messages.base import Bericht, Klasse
from ijw.messages.catalog import MODELS
from ijw.messages.mapper import steps
from support.xsd_shape import Element, schema_shape

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "standard" / "xsd"
FOLDERS = [pytest.param(schema_dir(), id="ours")]
if PUBLISHED.is_dir():
    FOLDERS.append(pytest.param(PUBLISHED, id="published"))


def model_shape(klasse: type[Klasse]) -> tuple[Element, ...]:
    fields = zip(steps(klasse).items(), klasse.model_fields.values(), strict=True)
    return tuple(
        Element(
            step.field,
            tag[1 : tag.index("}")],
            not field.is_required(),
            step.many,
            model_shape(step.klasse) if step.klasse else _kind(field.annotation),
        )
        for (tag, step), field in fields
    )


def _kind(annotation: Any) -> str:
    plain = (str, int, date, time)
    return next(kind.__name__ for kind in plain if annotation in (kind, kind | None, list[kind]))  # type: ignore[valid-type]


def test_every_message_has_a_model() -> None:
    """The catalogue holds a model for each of the fourteen messages, under its own name."""
    assert list(TYPES) == list(MODELS)
    assert all(model.type == model.__name__ == name for name, model in MODELS.items())


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.type)
def test_model_has_the_shape_of_its_schema(model: type[Bericht], folder: Path) -> None:
    """Every element has the name, order, multiplicity, kind and namespace of the schema."""
    assert schema_shape(folder, model.type) == model_shape(model)
