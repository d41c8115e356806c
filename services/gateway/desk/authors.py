"""Who writes on the desk: a person of the tenant, named as the trail and as a page names her."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Author:
    """A person: `name` is the e-mail address, kept with what she wrote so that whoever leaves stays named."""

    user_id: str
    name: str

    @property
    def actor(self) -> str:
        """How the audit trail names her."""
        return f"user:{self.user_id}"
