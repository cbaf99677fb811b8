"""Everything that can be configured: environment variables with the prefix `IJW_`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ijw.contracts.codelists import municipalities as known_municipalities


class ConfigurationError(Exception):
    """A setting is wrong or missing; the text is one line that names the variable."""


class Settings(BaseSettings):
    """The settings of a process; a wrong value stops it at start."""

    model_config = SettingsConfigDict(env_prefix="IJW_", frozen=True, extra="ignore")

    kafka_bootstrap: str = "127.0.0.1:9092"
    """Addresses of the broker, `host:port`, comma-separated."""
    database_url: str = "postgresql://postgres@127.0.0.1:5432/ijw"
    """Where PostgreSQL is: a `postgresql://` URL."""
    municipalities: Annotated[frozenset[str], NoDecode] = frozenset()
    """CBS codes of the municipalities served, comma-separated; empty serves every municipality."""
    client_key_secret: SecretStr | None = None
    """Secret of the client key; when absent, one is made once and kept in the database."""
    today: date | None = None
    """Freezes the date, for tests and what-if; empty is the Dutch calendar date."""
    topic_prefix: str = "ijw."
    group_prefix: str = "ijw."
    partitions: PositiveInt = 6
    """Partitions of a topic that is made."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"
    contracts_dir: Path | None = None
    """Another folder with contracts than the one that came with the package."""
    protocols_dir: Path | None = None
    """A folder with protocols of the deployment's own, beside those that came with the package."""

    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_sasl_username: str | None = None
    kafka_sasl_password: SecretStr | None = None
    kafka_ssl_cafile: Path | None = None
    kafka_ssl_certfile: Path | None = None
    kafka_ssl_keyfile: Path | None = None

    batch_size: Annotated[int, Field(ge=1, le=5000)] = 500
    """The most messages that one transaction takes."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 3
    """How often a message that makes our own code fail is tried before it becomes a dead letter."""
    dead_letter_limit: PositiveInt = 100
    """So many dead letters in a row stop the process: the fault is then ours, not the messages'."""
    health_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Where `/live` and `/ready` answer; empty: nowhere. A process with several consumers answers for all."""
    health_host: str = "127.0.0.1"
    start_timeout: Annotated[float, Field(gt=0)] = 30.0
    """How many seconds to wait for the broker and the database at start."""

    @field_validator("municipalities", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(code.strip() for code in value.split(",") if code.strip())
        return value

    @field_validator("municipalities")
    @classmethod
    def _known(cls, value: frozenset[str]) -> frozenset[str]:
        unknown = sorted(value - known_municipalities().keys())
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is not a CBS municipality code")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        if not value.startswith(("postgresql://", "postgres://", "postgresql+asyncpg://")):
            raise ValueError("must be a postgresql:// URL")
        return value

    def serves(self, municipality: str) -> bool:
        """Whether messages for this municipality are ours to process."""
        return not self.municipalities or municipality in self.municipalities

    def topic(self, name: str) -> str:
        """The full name of a topic: `in.start-stop` becomes `ijw.in.start-stop`."""
        return f"{self.topic_prefix}{name}"


def load_settings(**overrides: object) -> Settings:
    """The settings of this process. Raises ConfigurationError with one line that names the variable."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks what mypy cannot
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = f"IJW_{'_'.join(str(part) for part in first['loc']).upper()}"
        reason = first["msg"].removeprefix("Value error, ")
        raise ConfigurationError(f"{variable}: {reason}") from None
    except FileNotFoundError as error:  # contracts that are not where IJW_CONTRACTS_DIR says
        raise ConfigurationError(str(error)) from None
