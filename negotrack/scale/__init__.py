"""Replay of very long logs in parts, on this machine's processes or a cluster. Needs the extra `scale`."""

from __future__ import annotations

from negotrack.scale.run import PartsFailed, replay_at_scale

__all__ = ["PartsFailed", "replay_at_scale"]
