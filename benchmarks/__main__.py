"""``make bench``: every benchmark in turn; each prints ratios against a baseline of its own run."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("extraction", "encoder", "nlp_stages", "stories", "messaging", "pipeline", "search")


def main() -> int:
    """Run each benchmark in a process of its own, so that none warms up another; 1 when one failed."""
    failed = []
    for name in BENCHMARKS:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
