"""Where the contracts (schemas, code lists, protocols) are on this machine."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "IJW_CONTRACTS_DIR"
"""Environment variable that names another folder with contracts."""

RELEASE = "3.2"
"""Release of the iJw standard that the schemas describe."""

_PACKAGE = Path(__file__).resolve().parents[1]
_PACKAGED = _PACKAGE / "_contracts"
_CHECKOUT = _PACKAGE.parents[1] / "contracts"


def contracts_dir() -> Path:
    """Give the folder with the contracts.

    The folder that `IJW_CONTRACTS_DIR` names wins; else the one inside the installed package; else
    `contracts/` of the checkout. A folder without the schemas is a wrong installation: FileNotFoundError
    with one line that names the variable or the folder.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return _with_schemas(Path(named), f"{VARIABLE}={named}")
    return _with_schemas(_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT, "the installed package")


def schema_dir() -> Path:
    """Give the folder with the XML schemas of the release that is spoken here."""
    return contracts_dir() / "ijw" / RELEASE


def codelist_dir() -> Path:
    """Give the folder with the code lists (CSV, UTF-8, header line)."""
    return contracts_dir() / "codelists"


def _with_schemas(folder: Path, source: str) -> Path:
    if not (folder / "ijw" / RELEASE).is_dir():
        raise FileNotFoundError(f"{source}: no folder ijw/{RELEASE} with schemas in {folder}")
    return folder
