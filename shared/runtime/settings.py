"""Settings: every GAUNG_* environment variable, with its default for one machine with nothing installed."""

from __future__ import annotations

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# NoDecode: the variable is a comma-separated list, not JSON.
Networks = Annotated[list[IPv4Network | IPv6Network], NoDecode]
Origins = Annotated[list[str], NoDecode]
# As a browser writes it: scheme, host, port unless it is the scheme's own. `*` would be no allow-list.
_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:\d{1,5})?")
Service = Literal["crawler", "nlp", "search", "gateway", "notifier"]
SERVICES: tuple[Service, ...] = ("crawler", "nlp", "search", "gateway", "notifier")

# Each container listens on its own port; `internal` ports are never published.
INTERNAL_PORTS: dict[Service, int] = {
    "gateway": 8081,
    "crawler": 8082,
    "nlp": 8083,
    "search": 8084,
    "notifier": 8085,
}


class SettingsError(Exception):
    """A setting is missing or wrong; the message names the variable and says what to do."""


class Settings(BaseSettings):
    """One object for all services. Secrets may also be given as files: GAUNG_X_FILE holds the path of X."""

    model_config = SettingsConfigDict(env_prefix="GAUNG_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="Where everything embedded lives")
    broker_url: str = Field("", description="sqlite:///PATH or amqp://…; empty: DATA_DIR/broker.db")
    index_url: str = Field("", description="sqlite:///PATH or http(s)://…; empty: DATA_DIR/index.db")
    database_url: str = Field(
        "", description="sqlite:///PATH (each service beside it, PATH-SERVICE) or postgresql://…"
    )
    archive_dir: Path | None = Field(None, description="Raw HTML; empty: DATA_DIR/archive")
    internal_token: str = Field("", description="Shared secret of the internal APIs; needed by `gaung serve`")
    secret_key: str = Field(
        "", description="Signs sessions, cursors and webhooks; needed by `gaung serve gateway`"
    )
    crawler_url: str = Field("http://127.0.0.1:8082", description="Internal API of the crawler")
    nlp_url: str = Field("http://127.0.0.1:8083", description="Internal API of the language service")
    search_url: str = Field("http://127.0.0.1:8084", description="Internal API of the search service")
    notifier_url: str = Field("http://127.0.0.1:8085", description="Internal API of the notifier")
    host: str = Field("127.0.0.1", description="Address the servers bind to; 0.0.0.0 in containers")
    port: int = Field(8080, ge=0, le=65535, description="Public port of the gateway")
    internal_port: int | None = Field(None, description="Internal port; default by service, 8081 to 8085")
    public_url: str = Field(
        "http://127.0.0.1:8080", description="Address that people use, for links in alerts"
    )
    log_format: Literal["json", "console"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    crawler_sources_file: Path | None = Field(None, description="YAML list of sources, imported at start")
    crawler_user_agent: str = Field(
        "GaungBot/0.1 (+https://gaung.example/bot)",
        description="How the crawler names itself; say who you are",
    )
    crawler_allow_networks: Networks = Field(
        [], description="Private networks that may be crawled, comma-separated; empty: none"
    )
    crawler_concurrency: int = Field(8, ge=1, le=256, description="Pages in flight at once")
    crawler_host_delay: float = Field(2.0, ge=0, description="Seconds between two requests to one host")

    nlp_threads: int = Field(1, ge=1, description="Threads of the encoder in one process")
    nlp_tone_model: str = Field("", description="Hugging Face id or folder instead of the shipped tone head")
    nlp_topic_model: str = Field(
        "", description="Hugging Face id or folder instead of the shipped topic head"
    )

    search_alert_days: int = Field(
        400, ge=30, le=36_500, description="Days that alerts are kept, acknowledged or not"
    )

    notifier_smtp_url: str = Field("", description="smtp://USER:PASSWORD@HOST:PORT; empty: no e-mail")
    notifier_smtp_from: str = Field("gaung@localhost", description="Sender of alerts and briefs")
    notifier_telegram_token: str = Field("", description="Bot token; empty: no Telegram")
    notifier_allow_networks: Networks = Field(
        [], description="Private networks that webhooks may reach, comma-separated; empty: none"
    )
    notifier_delivery_days: int = Field(
        90, ge=30, le=36_500, description="Days that deliveries are kept, counted from their last try"
    )

    rate_limit: int = Field(120, ge=1, description="Requests per minute and key")
    tenant_daily_quota: int = Field(
        100_000, ge=1, description="Requests per day and tenant, unless the tenant has a quota of its own"
    )
    cors_origins: Origins = Field(
        [], description="Web origins whose pages may call the API, comma-separated; empty: none"
    )
    trusted_proxies: Networks = Field(
        [], description="Proxies whose X-Forwarded-For is believed, comma-separated networks; empty: none"
    )
    export_limit: int = Field(100_000, ge=1, le=100_000, description="Articles in one export")

    @field_validator("crawler_allow_networks", "notifier_allow_networks", "trusted_proxies", mode="before")
    @classmethod
    def _split_networks(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [ip_network(part.strip()) for part in value.split(",") if part.strip()]
        return value

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, origins: list[str]) -> list[str]:
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"not a web origin like https://dasbor.example: {origin}")
        return origins

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        for variable, path in os.environ.items():
            if not (variable.startswith("GAUNG_") and variable.endswith("_FILE") and path):
                continue
            name = variable.removeprefix("GAUNG_").removesuffix("_FILE").lower()
            if name in cls.model_fields and name not in values:
                try:
                    values[name] = Path(path).read_text().strip()
                except OSError as error:
                    raise ValueError(f"{variable}: cannot read {path}: {error.strerror}") from error
        return values

    def broker(self) -> str:
        """The broker's address."""
        return self.broker_url or f"sqlite:///{self.data_dir / 'broker.db'}"

    def index(self) -> str:
        """The article index's address."""
        return self.index_url or f"sqlite:///{self.data_dir / 'index.db'}"

    def database(self) -> str:
        """The database's address; on SQLite each service keeps a file of its own beside it."""
        return self.database_url or f"sqlite:///{self.data_dir / 'gaung.db'}"

    def archive(self) -> Path:
        """The folder of raw HTML."""
        return self.archive_dir or self.data_dir / "archive"


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment; `overrides` win (None means not given). Raises SettingsError."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"][:1]).upper()
            prefix = f"GAUNG_{name}: " if name else ""
            lines.append(prefix + problem["msg"].removeprefix("Value error, "))
        raise SettingsError("; ".join(lines)) from error
