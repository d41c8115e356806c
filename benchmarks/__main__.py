"""``make bench``: every benchmark in turn; each prints ratios against a baseline of its own run."""

from __future__ import annotations

import subprocess
import sys
import tempfile

BENCHMARKS = ("extraction", "encoder", "nlp_stages", "stories", "messaging", "pipeline")
# These ask the same index: whoever is first fills it.
OVER_AN_INDEX = ("search", "exports")


def main() -> int:
    """Run each benchmark in a process of its own, so that none warms up another; 1 when one failed."""
    with tempfile.TemporaryDirectory() as folder:
        failed = [name for name in BENCHMARKS if not _runs(name)]
        failed += [name for name in OVER_AN_INDEX if not _runs(name, "--keep", folder)]
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def _runs(name: str, *arguments: str) -> bool:
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
