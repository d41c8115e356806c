"""What every page tells the browser: load nothing from elsewhere, run nothing inline, keep nothing."""

from __future__ import annotations

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # An outlet learns from its access log neither who reads it nor which story led there.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# After signing out on a shared office computer the back button must show nothing.
PRIVATE = {"Cache-Control": "no-store"}
